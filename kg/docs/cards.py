"""What is told of one class or property."""

from __future__ import annotations

from collections.abc import Iterable

from kg import iri
from kg.docs.book import Book, label, link, links
from kg.docs.constraints import Constraint
from kg.docs.examples import Fact, pick
from kg.docs.markup import Child, Html, el
from kg.docs.terms import Entry, Term
from kg.mappings import CHECKS, Mapping

_TRAITS = {"reading": ("a reading", "The reader classifies the words; the value need not be named in the quote.")}
_FACT, _TERM = iri.term("Fact"), iri.term("Term")


def card(book: Book, term: Term) -> Html:
    """A class or property with all that is known of it."""
    parts = _class(book, term) if term.is_class else _property(book, term)
    return el("article", _head(book, term), prose(term.entry), parts, id=term.name, class_="term" + (" gone" if term.entry.is_deprecated else ""), tabindex="-1")


def kind_of(book: Book, term: Term) -> str:
    """What sort of term it is, as people say it."""
    if not term.is_class:
        return {"object property": "property to a thing or term", "datatype property": "property to a text, number or date"}.get(term.sort, "remark on terms")
    return "class of facts" if book.is_kind_of(term.entry.iri, _FACT) else "class of vocabulary terms" if book.is_kind_of(term.entry.iri, _TERM) else "class"


def _head(book: Book, term: Term) -> Html:
    anchor = el("a", "#", href=f"#{term.name}", class_="anchor", aria_label=f"Link to {term.entry.label}")
    tags = [el("span", kind_of(book, term), class_="tag"), *(el("span", _TRAITS.get(t, (t, ""))[0], class_="tag light", title=_TRAITS.get(t, ("", ""))[1] or None) for t in term.traits)]
    if term.entry.is_deprecated:
        tags.append(el("span", "deprecated", class_="tag warn"))
    return el("header", el("h3", label(book, term.entry.iri), " ", anchor), el("p", el("code", f"kg:{term.name}"), " ", tags))


def prose(entry: Entry) -> list[Html]:
    """Definition, examples, notes on use."""
    return [*([el("p", entry.definition, class_="definition")] if entry.definition else []),
            *(el("p", el("b", "Example"), " ", text, class_="aside") for text in entry.examples),
            *(el("p", el("b", "Note"), " ", text, class_="aside") for text in entry.notes)]


def rows(pairs: Iterable[tuple[str, Child]]) -> Html:
    """A list of headings with what belongs to them; empty ones are left out."""
    return el("dl", [el("div", el("dt", head), el("dd", value)) for head, value in pairs if value], class_="facts")


def elsewhere(book: Book, entry: Entry, told: Iterable[str] = ()) -> list[Html]:
    """What stands for the same or nearly the same in other vocabularies, but for what is told as a superclass already."""
    said = set(told)
    rows_ = [m for m in book.alignments.get(entry.iri, ()) if m.object not in said]
    aligned = {m.object for m in rows_}
    return [*(_match(relation, link(book, target)) for relation, target in entry.matches if target not in aligned),
            *(_match(m.row["predicate_id"].partition(":")[2], el("a", el("code", m.row["object_id"]), href=m.object, rel="external"), m) for m in rows_)]


def _match(relation: str, target: Html, row: Mapping | None = None) -> Html:
    remark = f"{row.row.get('comment') or ''} The IRI {CHECKS.get(row.iri_check, 'was not checked')}.".strip() if row else None
    doubt = el("i", " (IRI not verified)") if row and row.iri_check in ("", "unverified") else None
    return el("span", el("i", relation), " ", target, doubt, title=remark, class_="match")


def _class(book: Book, term: Term) -> list[Child]:
    one = term.entry.iri
    below = [t.entry.iri for t in book.terms.values() if t.is_class and one in t.supers]
    reached = [t.entry.iri for t in book.terms.values() if not t.is_class and one in t.ranges]
    schemes = book.schemes_of.get(one, ())
    facts = book.use.by_class.get(one, ()) if book.use else ()
    things = book.use.things.get(one, ()) if book.use else ()
    return [rows([("IRI", el("code", one)), ("Is a", links(book, term.supers)), ("Kinds", links(book, below)), ("Never also", links(book, term.disjoint)),
                  ("Vocabulary", links(book, [s.entry.iri for s in schemes])), ("Value of", links(book, reached)), ("Elsewhere", elsewhere(book, term.entry, term.supers)),
                  ("Replaced by", links(book, term.entry.replaced_by)), ("In the public view", _amount(facts, things))]),
            _slots(book, term), quotes(book, pick(facts, 2)) if one != _FACT else None, _asked(book, book.asked_of.get(one, ()), one)]


def _amount(facts: tuple[Fact, ...], things: tuple[str, ...]) -> Child:
    if facts:
        return f"{len(facts):,} facts" if len(facts) > 1 else "1 fact"
    return f"{len(things):,}, such as {', '.join(things[:4])}" if len(things) > 4 else ", ".join(things)


def _slots(book: Book, term: Term) -> Html | None:
    """The slots of a class: which, with what values, how many, and how often the public view fills them."""
    one, declared = term.entry.iri, book.declared_slots(term.entry.iri)
    total = len(book.use.by_class.get(one, ())) if book.use else 0
    usual = book.use.of_every_fact() if book.use and one != _FACT else frozenset[str]()
    seen = [s for s in (book.use.slots_of(one) if book.use and total else []) if s in book.terms and not usual & {s, *book.terms[s].supers}]
    slots = list(dict.fromkeys([*(s for s in seen if s in declared), *declared, *(seen if one != _FACT else ())]))
    if not slots:
        return None
    lines = [el("tr", el("th", link(book, s), scope="row"), el("td", links(book, book.terms[s].ranges)), el("td", _count(book, one, s)),
                el("td", f"{book.use.share(s, one)} of {total}" if book.use else "", class_="number") if total else None) for s in slots]
    head = el("tr", [el("th", text, scope="col") for text in ("Slot", "Value", "How many", *(["Filled in"] if total else []))])
    table = el("table", el("caption", f"Slots of {term.entry.label}"), el("thead", head), el("tbody", lines))
    return el("div", table, class_="scroll", tabindex="0", role="region", aria_label=f"Slots of {term.entry.label}")


def _count(book: Book, of: str, slot: str) -> str:
    asked = [c.count for c in book.asked_of.get(of, ()) if c.path == slot and of in c.targets and c.count]
    return "; ".join(dict.fromkeys(asked)) or "any"


def quotes(book: Book, facts: Iterable[Fact]) -> list[Html]:
    """Facts with the words they rest on."""
    return [el("figure", el("blockquote", el("p", f"“{fact.quote}”")),
               el("figcaption", el("b", fact.label), " — ", el("cite", fact.title), f", {fact.issued}" if fact.issued else "", " · ",
                  el("code", fact.iri.removeprefix(iri.BASE + "fact/"))), class_="quote") for fact in facts]


def _asked(book: Book, constraints: Iterable[Constraint], one: str) -> Html | None:
    lines = [el("li", el("code", c.slug), " " if c.slug else None, c.message or c.name, _targets(book, c, one), _values(c)) for c in constraints]
    if not lines:
        return None
    return el("details", el("summary", f"What the shapes ask ({len(lines)})"), el("ul", lines), class_="shapes")


def _targets(book: Book, constraint: Constraint, one: str) -> Child:
    others = [t for t in constraint.targets if t != one and t in book.terms]
    return [" (of ", links(book, others), ")"] if others else None


def _values(constraint: Constraint) -> Child:
    return el("span", " ", "; ".join(constraint.values), class_="values") if constraint.values else None


def _property(book: Book, term: Term) -> list[Child]:
    one = term.entry.iri
    below = [t.entry.iri for t in book.terms.values() if not t.is_class and one in t.supers]
    owners = [t.entry.iri for t in book.terms.values() if t.is_class and one in book.declared_slots(t.entry.iri)]
    facts = book.use.by_slot.get(one, ()) if book.use else ()
    described = book.use.described.get(one) if book.use else None
    case: Child = None
    if facts:
        best = pick(facts, 1)[0]
        value = "; ".join(v if len(v) < 200 else v[:200] + "…" for s, v, _ in best.slots if s == one)
        case = [el("q", value), " in ", el("i", best.label)] if not value.startswith(iri.BASE) else el("i", best.label)
    elif described:
        case = [el("i", described[0]), " → ", described[1]]
    return [rows([("IRI", el("code", one)), ("Special case of", links(book, term.supers)), ("Special cases", links(book, below)), ("Said of", links(book, term.domains)),
                  ("Values", links(book, term.ranges)), ("Slot of", links(book, owners)), ("Elsewhere", elsewhere(book, term.entry, term.supers)),
                  ("Replaced by", links(book, term.entry.replaced_by)), ("In the public view", f"{len(facts):,} facts" if facts else None), ("For instance", case)]),
            _asked(book, book.asked_of.get(one, ()), one)]
