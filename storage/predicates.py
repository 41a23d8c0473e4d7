"""Where a case stands, in SQL: derived from `LOOP`, so that both always say the same."""

from bot.loop import LOOP, Step

# Facts that are always there and say yes or no; any other fact says yes by being there at all.
_FLAGS = frozenset({"needs_hands", "needs_answer"})


def next_is(step_name: str) -> str:
    """Return the SQL condition under which a case's next step is that one."""
    names = [step.name for step in LOOP]
    place = names.index(step_name)
    passed = [_is_passed(step) for step in LOOP[:place]]
    waiting = [_is_needed(LOOP[place]), f"cases.{LOOP[place].done} is null", "closed_at is null"]
    return " and ".join(f"({condition})" for condition in [*passed, *waiting] if condition)


def next_step_name() -> str:
    """Return the SQL expression that names the next step of an open case."""
    cases = " ".join(f"when {next_is(step.name)} then '{step.name}'" for step in LOOP)
    return f"case {cases} end"


def _is_passed(step: Step) -> str:
    done = f"cases.{step.done} is not null"
    needed = _is_needed(step)
    return f"not ({needed}) or {done}" if needed else done


def _is_needed(step: Step) -> str:
    if step.needed is None:
        return ""
    if step.needed in _FLAGS:
        return f"cases.{step.needed} = 1"
    return f"cases.{step.needed} is not null"
