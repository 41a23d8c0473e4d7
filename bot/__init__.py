"""The feedback loop: what a customer said is routed, acted on, answered and closed.

Read the modules in this order: verbatim, journey, case, loop, steps, engine, reading, digest.
Nothing here knows about Slack, SQL, the network or the clock; `__main__` wires the parts together.
"""
