"""Every regular expression of `src/`, how it is used, and texts that would make a bad one slow.

A text is made from the expression itself, as its parser reads it: pieces that it matches, and pieces of its
alphabet, repeated; one repeat of it after the other is driven to any length, with an end that it cannot take.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import importlib
import pkgutil
import re
import signal
import time
from dataclasses import dataclass, field
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import briefing

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

SEARCHES = frozenset(("search", "finditer", "findall", "sub", "subn", "split"))
MATCHES = frozenset(("match", "fullmatch"))
_FILLERS = "a字1 ，.\n(A'\x00"
_LONG = 20


@dataclass(slots=True)
class Used:
    """An expression: where it was found first, and the methods that it is used with, all if none is seen."""

    pattern: re.Pattern[Any]
    place: str
    methods: set[str] = field(default_factory=set)

    def ways(self) -> set[str]:
        """`finditer` for all that look through a text, `match` and `fullmatch`."""
        methods = self.methods or {"finditer", "fullmatch"}
        return {"finditer" if method in SEARCHES else method for method in methods}


def modules() -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(briefing.__path__, "briefing."):
        if info.name != "briefing.__main__":
            yield importlib.import_module(info.name)


@functools.cache
def collected() -> list[Used]:
    """Every expression: what modules hold, and what is written into a call of `re` anywhere in them."""
    found: dict[tuple[str | bytes, int], Used] = {}
    loose: dict[str, set[str]] = {}  # `for pattern in (_RULE, _FENCE): pattern.match(...)`

    def add(pattern: re.Pattern[Any], place: str) -> Used:
        return found.setdefault((pattern.pattern, pattern.flags), Used(pattern, place))

    for module in modules():
        for name, value in vars(module).items():
            for pattern in _held(value):
                add(pattern, f"{module.__name__}.{name}")
        source = importlib.util.find_spec(module.__name__)
        assert source
        assert source.origin
        with open(source.origin, encoding="utf-8") as file:  # noqa: PTH123
            tree = ast.parse(file.read())
        for call in ast.walk(tree):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            method, place = call.func.attr, f"{module.__name__}:{call.lineno}"
            if isinstance(call.func.value, ast.Name) and call.func.value.id == "re":
                if method in SEARCHES | MATCHES | {"compile"} and (pattern := _written(call, module)):
                    used = add(pattern, place)
                    if method != "compile":
                        used.methods.add(method)
            elif method in SEARCHES | MATCHES:
                value = call.func.value
                if isinstance(value, ast.Name) and value.id not in vars(module):
                    loose.setdefault(module.__name__, set()).update({method} - {"split"})
                with contextlib.suppress(Exception):
                    pattern = _value(value, vars(module))
                    if isinstance(pattern, re.Pattern):
                        add(pattern, place).methods.add(method)
    for used in found.values():
        used.methods |= set() if used.methods else loose.get(used.place.rpartition(".")[0], set())
    return list(found.values())


def _held(value: object, depth: int = 4) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        yield from _held((*value, *value.values()), depth)
    elif depth and isinstance(value, (tuple, list, set, frozenset)) and len(value) < 500:
        for item in value:
            yield from _held(item, depth - 1)
    elif depth and hasattr(type(value), "__dataclass_fields__"):
        for name in type(value).__dataclass_fields__:
            yield from _held(getattr(value, name, None), depth - 1)


def _written(call: ast.Call, module: ModuleType) -> re.Pattern[Any] | None:
    """The expression that is written into a call; what only the running program knows in it is `ab`."""
    known = vars(module)
    if isinstance(call.args[0], ast.Name) and call.args[0].id not in known:
        return None  # a variable: what it can be stands in a table of the module
    flags = re.NOFLAG
    for argument in (*call.args[1:], *(each.value for each in call.keywords)):
        if "re." in ast.unparse(argument):
            flags |= _value(argument, known)
    return re.compile(_value(call.args[0], known), flags)


class _Unknown(dict[str, str]):
    def __init__(self, known: Mapping[str, object]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, name: str) -> str:
        import builtins

        if name in self._known or hasattr(builtins, name):
            raise KeyError(name)
        return "ab"


class _Filled(ast.NodeTransformer):
    """An f-string with `ab` for each part of it that has no value outside the running program."""

    def __init__(self, known: Mapping[str, object]) -> None:
        self._known = known

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        try:
            _value(node.value, self._known)
        except Exception:
            return ast.copy_location(ast.Constant("ab"), node)
        return node


def _value(expression: ast.expr, known: Mapping[str, object]) -> Any:
    expression = _Filled(known).visit(expression)
    code = compile(ast.Expression(expression), "<pattern>", "eval")
    return eval(code, dict(known), _Unknown(known))


@dataclass(slots=True)
class _Sampler:
    """Makes texts that a parsed expression takes, but for what it asserts; `pumped` is a repeat to drive."""

    rng: random.Random
    literals: frozenset[str] = frozenset()
    pumped: int = 0
    times: int = 0
    groups: dict[int, str] = field(default_factory=dict)

    def of(self, tree: Any) -> str:
        return "".join(self._item(code, value) for code, value in tree)

    def _item(self, code: Any, value: Any) -> str:
        match code:
            case op.LITERAL:
                return chr(value)
            case op.NOT_LITERAL:
                return next(char for char in _FILLERS if ord(char) != value)
            case op.ANY:
                return "a"
            case op.IN:
                return self.rng.choice(members(value, self.literals if self.rng.random() < 0.5 else ()))
            case op.BRANCH:
                return self.of(self.rng.choice(value[1]))
            case op.SUBPATTERN:
                self.groups[value[0]] = text = self.of(value[3])
                return text
            case op.ATOMIC_GROUP:
                return self.of(value)
            case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
                low, high, body = value
                if id(value) == self.pumped:
                    return self.of(body) * min(self.times, int(high))
                return "".join(self.of(body) for _ in range(self.rng.choice((low, min(low + 1, int(high))))))
            case op.ASSERT if value[0] < 0:
                return self.of(value[1])
            case op.GROUPREF:
                return self.groups.get(value, "")
        return ""


def members(items: Any, wanted: Iterable[str] = ()) -> list[str]:
    """Some characters of a class: those of `wanted` that are in it, if any."""
    negated = items[0][0] is op.NEGATE
    inside = [char for char in wanted if any(_is_in(char, item) for item in items[negated:]) != negated]
    if inside:
        return sorted(inside)
    if items[0][0] is op.NEGATE:
        without = items[1:]
        return [char for char in _FILLERS if not any(_is_in(char, item) for item in without)] or ["\ue000"]
    chars: list[str] = []
    for code, value in items:
        if code is op.LITERAL:
            chars.append(chr(value))
        elif code is op.RANGE:
            chars += {chr(value[0]), chr((value[0] + value[1]) // 2)}
        elif code is op.CATEGORY:
            chars += [char for char in _FILLERS if _is_in(char, (code, value))]
    return chars or [" "]


def _is_in(char: str, item: Any) -> bool:
    code, value = item
    match code:
        case op.LITERAL:
            return ord(char) == value
        case op.RANGE:
            return value[0] <= ord(char) <= value[1]
        case op.CATEGORY:
            name = str(value)
            kind = (
                char.isdigit()
                if "DIGIT" in name
                else char.isspace()
                if "SPACE" in name
                else char.isalnum() or char == "_"
            )
            return kind != ("NOT" in name)
    return False


def _nodes(tree: Any) -> Iterator[tuple[Any, Any]]:
    """All parts of an expression, those inside others too."""
    for code, value in tree:
        yield code, value
        match code:
            case op.BRANCH:
                inside = value[1]
            case op.SUBPATTERN:
                inside = value[3:4]
            case op.ATOMIC_GROUP:
                inside = [value]
            case op.ASSERT | op.ASSERT_NOT:
                inside = value[1:2]
            case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
                inside = value[2:3]
            case _:
                inside = ()
        for part in inside:
            yield from _nodes(part)


def _repeats(tree: Any) -> list[Any]:
    """The repeats of an expression that have no bound, or a wide one."""
    kinds = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
    return [value for code, value in _nodes(tree) if code in kinds and int(value[1]) > _LONG]


def _ways_through(tree: Any) -> int:
    """How often to try what is repeated: each of its alternatives, with and without what may be left out."""
    inner = sum(1 for code, _ in _nodes(tree) if code in (op.BRANCH, op.MAX_REPEAT, op.MIN_REPEAT))
    return min(2 + 2 * inner, 8)


def _literals(tree: Any) -> set[str]:
    """The characters that an expression has by themselves."""
    return {chr(value) for code, value in _nodes(tree) if code in (op.LITERAL, op.NOT_LITERAL)}


def _members(tree: Any) -> set[str]:
    """Some characters of each of its classes."""
    return {char for code, value in _nodes(tree) if code is op.IN for char in members(value)}


def attacks(used: Used, rng: random.Random, number: int) -> list[tuple[str, str, str]]:
    """(before, piece, after): the piece is to be repeated. `number` of each of three kinds at most."""
    pattern = used.pattern
    text = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    tree = parser.parse(text, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else 0)
    made: dict[tuple[str, str, str], None] = {}
    literals = frozenset(_literals(tree))
    repeats = _repeats(tree)
    rng.shuffle(repeats)
    for value in repeats[:number]:
        for _ in range(_ways_through(value[2])):
            piece = _Sampler(rng, literals).of(value[2]) or " "
            before = _Sampler(rng, literals, id(value), _LONG).of(tree).partition(piece * 3)[0]
            made[before, piece, "\x00"] = None
            made["", piece, "\x00"] = None
            made["", before + piece * _LONG, "\x00"] = None
    chars = sorted(literals | _members(tree))
    for char in rng.sample(chars, min(max(number, 10), len(chars))):
        made["", char, "\x00"] = None
        made["", char, ""] = None
    for _ in range(number):
        whole = _Sampler(rng, literals).of(tree)
        made["", whole[: rng.randint(1, len(whole))] if whole else " ", "\x00"] = None
    return list(made)


def pieces(used: Iterable[Used], rng: random.Random) -> list[str]:
    """What a text may be made of to try all expressions at once: their characters, and what they match."""
    found: set[str] = set()
    for each in used:
        if isinstance(each.pattern.pattern, str):
            tree = parser.parse(each.pattern.pattern, each.pattern.flags)
            literals = frozenset(_literals(tree))
            found |= literals | _members(tree)
            found |= {_Sampler(rng, literals).of(tree)[:12] for _ in range(2)} - {""}
    return sorted(found)


class SlowError(Exception):
    """An expression took more than the seconds of processor time that it was given."""


@contextlib.contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Raise SlowError in what runs longer; the engine of `re` asks for signals while it is at work."""

    def stop(*_: object) -> None:
        raise SlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(used: Used, way: str, attack: tuple[str, str, str], length: int) -> float:
    """Processor time for a text of about `length` characters."""
    before, piece, after = attack
    before = before[-length // 2 :]
    text: Any = (before + piece * (1 + length // len(piece)))[:length] + after
    if isinstance(used.pattern.pattern, bytes):
        text = text.encode("latin-1", "replace")
    started = time.thread_time()
    if way == "finditer":
        for _ in used.pattern.finditer(text):
            pass
    else:
        getattr(used.pattern, way)(text)
    return time.thread_time() - started


def slow(
    used: Used,
    way: str,
    attack: tuple[str, str, str],
    bound: int | None = None,
    *,
    limits: Sequence[float] = (1, 3),
) -> str:
    """What is wrong with the time that an expression takes as a text grows; nothing if it keeps step.

    `bound` is the length of the longest text that it ever gets: there, it is to take no time to speak of.
    What seems slow is looked at again, with the next of `limits`, in seconds: on a busy machine, the time of
    others may have been counted.
    """
    wrong = ""
    for most in limits:
        try:
            with limit(most):
                wrong = _out_of_step(used, way, attack, bound)
        except SlowError:
            wrong = "does not end"
        if not wrong:
            break
    return wrong


def _out_of_step(used: Used, way: str, attack: tuple[str, str, str], bound: int | None) -> str:
    if bound:
        taken = min(seconds(used, way, attack, bound) for _ in range(3))
        return f"{taken:.4f} s for {bound} characters" if taken > 0.01 else ""
    if seconds(used, way, attack, 4_000) < 0.002:
        return ""
    for short, long in ((2_000, 8_000), (8_000, 32_000)):
        less, more = (min(seconds(used, way, attack, each) for _ in range(3)) for each in (short, long))
        if more < 9 * less:
            return ""
    return f"{less:.4f} s for {short:,} characters, {more:.4f} s for {long:,}"
