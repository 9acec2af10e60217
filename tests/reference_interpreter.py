"""A second reading of the grammar: a plain tree walk over rule files, to compare the compiled reader with.

It shares nothing with the compiler but the document model, the errors and the value `Unknown`. It is written to be
read beside the grammar, not to be fast: dates are counted day by day, nothing is planned, every read walks the tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from wbmgp_engine import errors
from wbmgp_engine.law.document import Article, Operation, Regulation
from wbmgp_engine.logic.values import Unknown

DAY = timedelta(days=1)


class Interpreter:
    """One run. `facts` holds register inputs and parameters by name."""

    def __init__(
        self, regulations: list[Regulation], facts: Mapping[str, Any], on: date, *, refine: bool = False
    ) -> None:
        self.regulations = {regulation.id: regulation for regulation in regulations}
        self.facts = facts
        self.on = on
        self.refine = refine
        # The open terms being filled, and what outputs came to: a whole rule book would be walked for hours without it.
        self.filling: tuple[str, ...] = ()
        self.known: dict[Any, Any] = {}

    def ask(self, law: str, output: str) -> Any:
        """The value of an output."""
        return self.output(self.regulations[law], output, None)

    def output(self, law: Regulation, name: str, passed: Mapping[str, Any] | None) -> Any:
        for article in law.articles:
            machine = article.machine_readable
            if machine is not None and name in [item.name for item in machine.execution.output]:
                return Call(self, law, article, passed).action(name)
        raise errors.OutputNotFound(name)


class Call:
    """An article with what was passed to it; None means that the caller's facts are the parameters."""

    def __init__(self, run: Interpreter, law: Regulation, article: Article, passed: Mapping[str, Any] | None) -> None:
        assert article.machine_readable is not None
        self.run, self.law, self.machine, self.passed = run, law, article.machine_readable, passed
        self.execution = self.machine.execution
        self.number = article.number

    def action(self, name: str) -> Any:
        key = (self.law.id, self.number, name, repr(self.passed), self.run.filling)
        if key not in self.run.known:
            self.run.known[key] = self.computed(name)
        return self.run.known[key]

    def computed(self, name: str) -> Any:
        declared = {item.name: item for item in self.execution.output}.get(name)
        value = None
        for action in self.execution.actions:
            if action.output == name:
                value = self.value(action.value, None)
        if value is None and declared is not None and not declared.nullable:
            raise errors.AbsentOperand(name)
        return value

    # Names ---------------------------------------------------------------------------------------------------------

    def name(self, name: str) -> Any:
        if any(action.output == name for action in self.execution.actions):
            return self.action(name)
        if name in self.machine.definitions:
            raw = self.machine.definitions[name]
            return raw["value"] if isinstance(raw, dict) and "value" in raw else raw
        for term in self.machine.open_terms:
            if term.id == name:
                return self.term(term)
        for item in self.execution.input:
            if item.name == name:
                return self.input(item)
        for parameter in self.execution.parameters:
            if parameter.name == name:
                return self.parameter(parameter)
        raise errors.VariableNotFound(name)

    def term(self, term: Any) -> Any:
        """What an ordinance fills in; else the default; else null."""
        key, around = (self.law.id, self.number, term.id), self.run.filling
        value = None
        if str(key) not in around:
            self.run.filling = (*around, str(key))
            try:
                value = self.filled(key)
            finally:
                self.run.filling = around
        for action in term.default.actions if value is None and term.default is not None else []:
            value = self.value(action.value, None)
        if value is None and term.required:
            raise errors.ResolutionError(term.id)
        return value

    def filled(self, key: tuple[str, str, str]) -> Any:
        for law in self.run.regulations.values():
            for article in law.articles:
                for one in article.machine_readable.implements if article.machine_readable is not None else []:
                    if (one.law, one.article, one.open_term) == key:
                        return Call(self.run, law, article, self.passed).action(key[2])
        return None

    def parameter(self, parameter: Any) -> Any:
        values = self.run.facts if self.passed is None else self.passed
        if parameter.name not in values:
            if parameter.required:
                raise errors.MissingParameter(parameter.name)
            return Unknown({parameter.name})
        value = values[parameter.name]
        if self.passed is None and parameter.required and isinstance(value, Unknown):
            raise errors.MissingParameter(parameter.name)
        if value is None and not parameter.nullable:
            raise errors.AbsentOperand(parameter.name)
        return value

    def input(self, item: Any) -> Any:
        known = self.run.facts
        value = known.get(item.name, Unknown({item.name})) if item.source.is_register else self.fetch(item)
        if value is None and not item.nullable:
            raise errors.AbsentOperand(item.name)
        return value

    def fetch(self, item: Any) -> Any:
        output = item.source.output or item.name
        if item.source.regulation is None:
            return self.run.output(self.law, output, self.passed)
        law = self.run.regulations.get(item.source.regulation)
        if law is None:
            raise errors.LawNotFound(item.source.regulation)
        passed = {name: self.value(raw, None) for name, raw in item.source.parameters.items()}
        required = [
            parameter
            for article in law.articles
            if article.machine_readable
            and output in [found.name for found in article.machine_readable.execution.output]
            for parameter in article.machine_readable.execution.parameters
            if parameter.required and parameter.name in passed
        ]
        unknown = merged([passed[parameter.name] for parameter in required])
        if unknown is not None:
            return unknown
        if any(passed[parameter.name] is None and not parameter.nullable for parameter in required):
            return None
        return self.run.output(law, output, passed)

    # Expressions ---------------------------------------------------------------------------------------------------

    def value(self, raw: Any, local: Mapping[str, Any] | None) -> Any:
        if isinstance(raw, Operation):
            return self.operation(raw, local)
        if isinstance(raw, str) and raw.startswith("$"):
            return self.variable(raw[1:], local)
        if isinstance(raw, list):
            return [self.value(item, local) for item in raw]
        if isinstance(raw, dict):
            return {key: self.value(item, local) for key, item in raw.items()}
        return raw

    def variable(self, text: str, local: Mapping[str, Any] | None) -> Any:
        name, *path = text.split(".")
        if name == "referencedate":
            value: Any = {"iso": self.run.on.isoformat(), "year": self.run.on.year}
            value |= {"month": self.run.on.month, "day": self.run.on.day}
        elif local is not None and name in local:
            value = local[name]
        else:
            value = self.name(name)
        for key in path:
            if value is None or isinstance(value, Unknown):
                return value
            if not isinstance(value, dict) or key not in value:
                raise errors.VariableNotFound(text)
            value = value[key]
        return value

    def operation(self, operation: Operation, local: Mapping[str, Any] | None) -> Any:
        name, operands = operation.operation, operation.operands
        if name in ("AND", "OR"):
            return self.junction(name == "OR", operands["conditions"], local)
        if name == "IF":
            return self.choice(operands["cases"], operands.get("default"), local)
        if name == "FOREACH":
            return self.each(operands, local)
        if name == "IN":
            subject = self.value(operands["subject"], local)
            values = self.value(operands["values"] if "values" in operands else operands["value"], local)
            return membership(subject, values)
        plain = {
            key: operands[key] if key == "precision" else self.value(operands[key], local) for key in ordered(operands)
        }
        if name == "EQUALS":
            return alike(plain["subject"], plain["value"])
        if name == "LIST":
            return plain["items"]
        return simple(name, plain)

    def junction(self, decisive: bool, conditions: list[Any], local: Mapping[str, Any] | None) -> Any:
        unknown = None
        for raw in conditions:
            value = self.value(raw, local)
            if value is decisive:
                return decisive
            if isinstance(value, Unknown):
                unknown = merged([unknown, value])
            else:
                boolean(value)
        return (not decisive) if unknown is None else unknown

    def choice(self, cases: list[Any], default: Any, local: Mapping[str, Any] | None) -> Any:
        for index, case in enumerate(cases):
            verdict = self.value(case["when"], local)
            if isinstance(verdict, Unknown):
                return self.undecided(verdict, cases[index:], default, local) if self.run.refine else verdict
            if boolean(verdict):
                return self.value(case["then"], local)
        return self.value(default, local)

    def undecided(self, missing: Unknown, cases: list[Any], default: Any, local: Mapping[str, Any] | None) -> Any:
        """All branches that may still be reached; a failure is the string 'failed' in a tuple, which equals nothing."""
        found: list[Any] = [self.attempt(cases[0]["then"], local)]
        for case in cases[1:]:
            verdict = self.attempt(case["when"], local)
            if verdict is False:
                continue
            if verdict is not True and not isinstance(verdict, Unknown):
                found.append(("failed",))
                break
            found.append(self.attempt(case["then"], local))
            if verdict is True:
                break
            missing = Unknown(missing.missing | verdict.missing) if isinstance(verdict, Unknown) else missing
        else:
            found.append(self.attempt(default, local))
        unknown = merged([inner for item in found for inner in flat(item)])
        if unknown is None and ("failed",) not in found and all(alike(found[0], item) is True for item in found):
            return found[0]
        return merged([missing, unknown])

    def attempt(self, raw: Any, local: Mapping[str, Any] | None) -> Any:
        try:
            return self.value(raw, local)
        except errors.WbmgpError:
            return ("failed",)

    def each(self, operands: Mapping[str, Any], local: Mapping[str, Any] | None) -> Any:
        collection = self.value(operands["collection"], local)
        if isinstance(collection, Unknown):
            return collection
        elements = [] if collection is None else collection if isinstance(collection, list) else [collection]
        if len(elements) > 1000:
            raise errors.InvalidOperation("too many")
        combine = operands.get("combine")
        kept: list[Any] = []
        for element in elements:
            inner = dict(element) if isinstance(element, dict) else {}
            inner[operands.get("as", "item")] = element
            verdict = self.value(operands["filter"], inner) if "filter" in operands else True
            if isinstance(verdict, Unknown):
                kept += self.doubtful(verdict, operands["body"], combine, inner)
            elif boolean(verdict):
                kept.append(self.value(operands["body"], inner))
        return combined(kept, combine)

    def doubtful(self, verdict: Unknown, body: Any, combine: str | None, inner: Mapping[str, Any]) -> list[Any]:
        neutral = {"OR": False, "AND": True, "ADD": 0}
        if not self.run.refine or combine not in neutral:
            return [verdict]
        value = self.attempt(body, inner)
        if value != ("failed",) and alike(value, neutral[combine]) is True:
            return []
        return [merged([verdict, value if isinstance(value, Unknown) else None])]


def ordered(operands: Mapping[str, Any]) -> list[str]:
    """Subject before value, from before to, and years down to days, however the file has them."""
    first = ["subject", "date_of_birth", "from", "date", "years", "months", "weeks", "year", "month"]
    return [key for key in first if key in operands] + sorted(
        (key for key in operands if key not in first), reverse=True
    )


def combined(kept: list[Any], combine: str | None) -> Any:
    unknown = merged(kept)
    known = [value for value in kept if not isinstance(value, Unknown)]
    if combine in ("OR", "AND"):
        verdicts = [boolean(value) for value in known]
        if (combine == "OR") in verdicts:
            return combine == "OR"
        return unknown if unknown is not None else combine == "AND"
    if combine is not None and any(value is None for value in known):
        raise errors.AbsentOperand("null in FOREACH")
    if unknown is not None:
        return unknown
    if combine is None:
        return known
    if known:
        return simple(combine, {"values": known})
    return 0 if combine == "ADD" else None


def merged(values: list[Any]) -> Unknown | None:
    unknown = [value for value in values if isinstance(value, Unknown)]
    return Unknown(frozenset().union(*(value.missing for value in unknown))) if unknown else None


def else_unknown(value: bool, verdicts: list[Any]) -> Any:
    unknown = merged(verdicts)
    return value if unknown is None else unknown


def flat(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [inner for item in value for inner in flat(item)]
    return [inner for item in value.values() for inner in flat(item)] if isinstance(value, dict) else [value]


def boolean(value: Any) -> bool:
    if value is None:
        raise errors.AbsentOperand("null as condition")
    if not isinstance(value, bool):
        raise errors.TypeMismatch("condition")
    return value


def present(value: Any) -> Any:
    if value is None:
        raise errors.AbsentOperand("null operand")
    return value


def numeric(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def alike(a: Any, b: Any, *, dates: bool = True) -> Any:
    """Equality in three values."""
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return merged([a, b])
    if isinstance(a, list) and isinstance(b, list):
        pairs = list(zip(a, b, strict=False)) if len(a) == len(b) else None
    elif isinstance(a, dict) and isinstance(b, dict):
        pairs = [(a[key], b[key]) for key in a] if set(a) == set(b) else None
    else:
        if isinstance(a, bool) or isinstance(b, bool):
            return a is b
        if dates and isinstance(a, dict | date | str) and isinstance(b, dict | date | str):
            return iso(a) == iso(b)
        a, b = (value.isoformat() if isinstance(value, date) else value for value in (a, b))
        return a == b
    verdicts = [False] if pairs is None else [alike(x, y, dates=dates) for x, y in pairs]
    return False if any(verdict is False for verdict in verdicts) else else_unknown(True, verdicts)


def iso(value: Any) -> Any:
    if isinstance(value, dict):
        return value.get("iso", value)
    return value.isoformat() if isinstance(value, date) else value


def membership(subject: Any, values: Any) -> Any:
    if isinstance(subject, Unknown) or isinstance(values, Unknown):
        return merged([subject, values])
    verdicts = [alike(subject, value, dates=False) for value in (values if isinstance(values, list) else [values])]
    return True if any(verdict is True for verdict in verdicts) else else_unknown(False, verdicts)


# Operations on plain values --------------------------------------------------------------------------------------------


def simple(name: str, operands: Mapping[str, Any]) -> Any:
    values = [inner for key, value in operands.items() for inner in (value if key == "values" else [value])]
    unknown = merged(values)
    if unknown is not None:
        return unknown
    if name == "NOT":
        return not boolean(operands["value"])
    if name in ("ROUND", "CEIL", "FLOOR"):
        return rounding(name, operands["value"], operands["precision"])
    if "values" in operands:
        return arithmetic(name, values)
    if name in ("GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL"):
        return ordering(name, operands["subject"], operands["value"])
    return calendar(name, operands)


def arithmetic(name: str, values: list[Any]) -> Any:
    if name == "ADD" and isinstance(values[0], list | str | date):
        mode = list if isinstance(values[0], list) else str | date
        for value in values:
            present(value)
            if not isinstance(value, mode):
                raise errors.TypeMismatch(name)
        if mode is list:
            return [item for value in values for item in value]
        return "".join(iso(value) for value in values)
    for value in values:
        if not numeric(present(value)):
            raise errors.TypeMismatch(name)
    with localcontext() as context:
        context.prec = 28
        return within(computed(name, values))


def computed(name: str, values: list[Any]) -> Any:
    if name == "DIVIDE" or any(isinstance(value, Decimal) for value in values):
        values = [Decimal(value) for value in values]
    result = values[0]
    if name == "DIVIDE" and 0 in values[1:]:
        raise errors.DivisionByZero(name)
    for value in values[1:]:
        match name:
            case "ADD":
                result = result + value
            case "SUBTRACT":
                result = result - value
            case "MULTIPLY":
                result = result * value
            case "DIVIDE":
                result = result / value
            case "MIN":
                result = min(result, value)
            case "MAX":
                result = max(result, value)
    return result


def within(result: Any) -> Any:
    if isinstance(result, int) and abs(result + (result < 0)) > 2**63 - 1:
        raise errors.ArithmeticOverflow("64 bits")
    return result


def rounding(name: str, value: Any, precision: int) -> Any:
    if not numeric(present(value)):
        raise errors.TypeMismatch(name)
    mode = {"ROUND": ROUND_HALF_UP, "CEIL": ROUND_CEILING, "FLOOR": ROUND_FLOOR}[name]
    with localcontext() as context:
        context.prec = 60
        scaled = (Decimal(value).scaleb(precision)).to_integral_value(rounding=mode).scaleb(-precision)
    return within(int(scaled)) if scaled == int(scaled) else scaled


def ordering(name: str, a: Any, b: Any) -> bool:
    present(a), present(b)
    if not (numeric(a) and numeric(b)):
        try:
            a, b = day(a), day(b)
        except errors.RunError:
            raise errors.TypeMismatch(name) from None
    return bool({"GREATER_THAN": a > b, "LESS_THAN": a < b}.get(name, a == b or (a > b) == name.startswith("GREATER")))


def day(value: Any) -> date:
    text = value.get("iso") if isinstance(value, dict) else present(value)
    if isinstance(text, date):
        return text
    if not isinstance(text, str):
        raise errors.TypeMismatch("date")
    parts = text.split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not all(part.isdigit() and part.isascii() for part in parts):
        raise errors.InvalidOperation(text)
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        raise errors.InvalidOperation(text) from None


def whole(value: Any) -> int:
    if not numeric(present(value)):
        raise errors.TypeMismatch("number")
    return int(Decimal(value).to_integral_value(rounding=ROUND_DOWN))


def calendar(name: str, operands: Mapping[str, Any]) -> Any:
    match name:
        case "AGE":
            return years(day(operands["date_of_birth"]), day(operands["reference_date"]))
        case "DATE_DIFF":
            start, end = day(operands["from"]), day(operands["to"])
            if not isinstance(present(operands["in"]), str):
                raise errors.TypeMismatch("in")
            if operands["in"] not in ("days", "months", "years"):
                raise errors.InvalidOperation("in")
            return {"days": (end - start).days, "months": months(start, end), "years": years(start, end)}[
                operands["in"]
            ]
        case "DATE_ADD":
            return added(day(operands["date"]), {key: whole(value) for key, value in operands.items() if key != "date"})
        case "DATE":
            numbers = [whole(operands[key]) for key in ("year", "month", "day")]
            try:
                return date(*numbers)
            except (ValueError, OverflowError):
                raise errors.InvalidOperation("date") from None
        case "DAY_OF_WEEK":
            return (day(operands["date"]).toordinal() - 1) % 7
        case "DATE_PART":
            return dict(zip(("year", "month", "day"), day(operands["date"]).timetuple()[:3], strict=True))[
                operands["in"]
            ]
    first = day(operands["date"])
    return date(first.year, first.month if operands["in"] == "month" else 1, 1)


def added(start: date, amounts: Mapping[str, int]) -> date:
    try:
        start = shifted(start, 12 * amounts.get("years", 0))
        start = shifted(start, amounts.get("months", 0))
        return start + timedelta(days=7 * amounts.get("weeks", 0) + amounts.get("days", 0))
    except (ValueError, OverflowError):
        raise errors.InvalidOperation("outside the calendar") from None


def shifted(start: date, number: int) -> date:
    """One month at a time is too slow for centuries, so years go by number and the last day is sought downwards."""
    year, month = start.year + (start.month - 1 + number) // 12, (start.month - 1 + number) % 12 + 1
    for number_of_day in range(start.day, 27, -1):
        try:
            return date(year, month, number_of_day)
        except ValueError:
            if number_of_day == 28:
                raise
    return date(year, month, start.day)


def months(start: date, end: date) -> int:
    """How often a month fits in, counted up one by one from the start."""
    if end < start:
        return -months(end, start)
    count = 12 * (end.year - start.year - 1) if end.year - start.year > 1 else 0
    while shifted(start, count + 1) <= end:
        count += 1
    return count


def years(start: date, end: date) -> int:
    return -years(end, start) if end < start else months(start, end) // 12
