"""How many inputs a second the router digests, by number of agents and of waiting interactions.

    .venv/bin/python -m benches.router_throughput            # about four minutes
    .venv/bin/python -m benches.router_throughput --quick    # one short round

Beside it, as the bare baseline of the same run, a counter loop in the same interpreter: machines
differ and are noisy, so the ratio between rows counts, not the absolute figure. CPU time is
measured, not wall time. Agents each serve 3 of 20 queues and hold six chats; an operation ends a
chat (no wrap-up), which rings the oldest waiting one, accepts it, and lets another one enter.
"""

import argparse
import gc
import time
from collections import deque

from rich.console import Console
from rich.progress import track
from rich.table import Table

from router import decisions as d
from router import inputs as i
from router.lifecycle import Medium, Wish
from router.machine import Router
from router.policy import AgentPolicy, Membership, Policy, QueuePolicy

QUEUES = 20
QUEUES_PER_AGENT = 3
AGENTS = (10, 1_000, 10_000)
WAITING = (100, 10_000, 100_000)


def build_policy(agents: int) -> Policy:
    """Give ``agents`` agents in 20 queues, three each."""
    queues = tuple(
        QueuePolicy(id=f"q{k:03}", media=(Medium.CHAT,), wrap_up=0) for k in range(QUEUES)
    )
    return Policy(
        queues=queues,
        agents=tuple(
            AgentPolicy(
                id=f"a{k:05}",
                memberships=tuple(
                    Membership(queue=f"q{(k * 7 + j * 3) % QUEUES:03}")
                    for j in range(QUEUES_PER_AGENT)
                ),
            )
            for k in range(agents)
        ),
    )


class Load:
    """A saturated house and the line of inputs that keeps it so."""

    def __init__(self, agents: int, waiting: int) -> None:
        """Fill every agent's hands, then let ``waiting`` more wait."""
        self.router = Router()
        self.n = 0
        self.at = 0
        self.entered = 0
        self.inputs = 0
        self.ringing: list[d.Offered] = []
        self.active: deque[tuple[str, str]] = deque()
        self.send(i.PolicyChanged(policy=build_policy(agents)))
        for k in range(agents):
            self.send(i.AgentReachable(agent=f"a{k:05}"))
            self.send(i.SetStatus(agent=f"a{k:05}", status=Wish.AVAILABLE))
        while len(self.router.interactions) - len(self.active) < waiting:
            self.enter()
            self.accept_all()

    def send(self, cause: i.Input) -> None:
        """Hand in one input and note what rings."""
        self.at += 10
        self.inputs += 1
        decisions = self.router.receive(self.n + 1, self.at, cause)
        self.n += bool(decisions)
        for decision in decisions:
            if type(decision) is d.Offered:
                self.ringing.append(decision)

    def enter(self) -> None:
        """Let one more customer come."""
        queue = f"q{self.entered % QUEUES:03}"
        self.entered += 1
        self.send(
            i.InteractionEntered(interaction=f"i{self.entered}", medium=Medium.CHAT, queue=queue)
        )

    def accept_all(self) -> None:
        """Accept whatever rings."""
        while self.ringing:
            offer = self.ringing.pop()
            self.send(i.AcceptOffer(agent=offer.agent, offer=offer.offer))
            self.active.append((offer.agent, offer.interaction))

    def turn_over(self) -> None:
        """End the oldest chat, serve the next, let one more enter."""
        agent, interaction = self.active.popleft()
        self.send(i.EndInteraction(agent=agent, interaction=interaction))
        self.accept_all()
        self.enter()
        self.accept_all()


def measure(agents: int, waiting: int, inputs: int) -> float:
    """Give inputs a second of CPU time."""
    load = Load(agents, waiting)
    gc.collect()
    gc.freeze()
    before = load.inputs
    start = time.process_time()
    while load.inputs - before < inputs:
        load.turn_over()
    spent = time.process_time() - start
    gc.unfreeze()
    return (load.inputs - before) / spent


def counter_loop() -> float:
    """Give the additions a second of a bare loop: how fast this machine is just now."""
    start = time.process_time()
    total = 0
    for k in range(3_000_000):
        total += k
    return 3_000_000 / (time.process_time() - start)


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=60_000, help="inputs per cell and round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="one round of 20,000 inputs")
    options = parser.parse_args()
    if options.quick:
        options.inputs, options.rounds = 20_000, 1

    cells = [(agents, waiting) for agents in AGENTS for waiting in WAITING]
    best: dict[tuple[int, int], float] = {}
    loops: list[float] = []
    rounds = [cell for _ in range(options.rounds) for cell in cells]
    for cell in track(rounds, description="router inputs/s"):
        loops.append(counter_loop())
        best[cell] = max(best.get(cell, 0.0), measure(*cell, options.inputs))

    table = Table("agents", *(f"{waiting:,} waiting" for waiting in WAITING), "100k vs 100")
    for agents in AGENTS:
        row = [best[agents, waiting] for waiting in WAITING]
        table.add_row(f"{agents:,}", *(f"{cell:,.0f}" for cell in row), f"{row[0] / row[-1]:.2f}x")
    console = Console()
    console.print(table)
    console.print(
        f"bare counter loop: {min(loops) / 1e6:.1f} to {max(loops) / 1e6:.1f} million additions/s "
        f"(best of {options.rounds} rounds per cell)"
    )


if __name__ == "__main__":
    main()
