"""An expected refusal: a fact that stands in the way, told to the person with what to do next."""


class Refusal(Exception):
    """Something that cannot be done now; `sentence` is the key of what the person is told."""

    sentence = ""

    def __init__(self, **names: object) -> None:
        super().__init__(f"{self.sentence}: {names}")
        self.names = names


class CaseClosed(Refusal):
    """The loop of this case is closed: nothing can be done about it but open it again."""

    sentence = "refused-closed"
