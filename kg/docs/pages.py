"""The pages: front, every module, every vocabulary, all terms from A to Z."""

from __future__ import annotations

from collections import Counter

from kg import iri
from kg.docs.book import Book, label, link, links, module_page, scheme_page
from kg.docs.boxes import Box
from kg.docs.cards import card, elsewhere, kind_of, prose, quotes, rows
from kg.docs.examples import Fact, pick
from kg.docs.frame import TITLE, Page
from kg.docs.hierarchy import Describe, hierarchy
from kg.docs.markup import Child, Html, el, join
from kg.docs.overview import overview
from kg.docs.relations import Link, central, relations
from kg.docs.terms import Concept, Module, Scheme, Term, tree


def pages(book: Book) -> list[Page]:
    """Every page."""
    return [front(book), terms(book), *(module(book, m) for m in book.modules), *(vocabulary(book, s) for s in book.schemes)]


def front(book: Book) -> Page:
    """The first page: figures, the modules, a fact taken apart, the vocabularies."""
    description = "Classes, properties, vocabularies and shapes for what is known, and on whose word, about the smuggling of migrants."
    body = [el("h1", TITLE), el("p", description, class_="lead"), _figures(book), _anatomy(book), el("h2", "Modules", id="site_modules"),
            _drawing(overview(book.modules, lambda m: module_page(m.slug)), "Each module builds on those to its left. Boxes are links."),
            el("div", [_tile(module_page(m.slug), m.title, m.description, _tally(m)) for m in book.modules], class_="tiles"),
            el("h2", "Vocabularies", id="site_vocabularies"),
            el("div", [_tile(scheme_page(s.slug), el("span", s.entry.label, data_t=f"id:scheme/{s.slug}", lang="en"), s.description, _spread(s)) for s in book.schemes], class_="tiles")]
    return Page("index.html", TITLE, description, join(body))


def _tile(href: str, title: Child, description: str, small: str) -> Html:
    return el("section", el("h3", el("a", title, href=href)), el("p", description), el("p", small, class_="small"), class_="tile")


def _tally(module: Module) -> str:
    sorts = Counter("class" if t.is_class else "property" for t in module.terms)
    return f"{sorts['class']} classes · {sorts['property']} properties" if module.terms else f"{len(module.axioms)} axioms"


def _spread(scheme: Scheme) -> str:
    return f"{len(scheme.concepts)} terms · {', '.join(scheme.languages)}"


def _figures(book: Book) -> Html:
    classes = sum(t.is_class for t in book.terms.values())
    shown = [(len(book.modules), "modules"), (classes, "classes"), (len(book.terms) - classes, "properties"), (len(book.schemes), "vocabularies"),
             (len(book.concepts), "vocabulary terms"), (len(book.constraints), "constraints")]
    shown += [(len(book.use.facts), "facts in the public view")] if book.use else []
    return el("ul", [el("li", el("b", f"{number:,}"), " ", text) for number, text in shown], class_="figures")


def _anatomy(book: Book) -> Child:
    """The public fact that fills the most slots among those with a quote of readable length, taken apart."""
    if not book.use or not book.use.facts:
        return None
    every = book.use.of_every_fact()
    fact = max(book.use.facts, key=lambda f: (len(f.quote) < 330, len({s for s, _, _ in f.slots if s in book.terms} - every), f.iri))
    kind = next((c for c in fact.classes if c in book.terms), "")
    return el("section", el("h2", "A fact, taken apart", id="site_fact"),
              el("p", "Everything that a document says is a node of its own, of a class that says what is stated, with typed slots, the words it rests on, and the doubt with which they were said."),
              quotes(book, [fact]), rows([("Class", link(book, kind)), *_taken_apart(book, fact, every)]), class_="anatomy")


def _taken_apart(book: Book, fact: Fact, every: frozenset[str]) -> list[tuple[str, Child]]:
    values: dict[str, list[Child]] = {}
    for slot, value, one in fact.slots:
        if slot in book.terms and slot not in every and (one or not value.startswith(iri.BASE)):
            values.setdefault(slot, []).append(link(book, one) if one in book.concepts else value)
    return [(book.terms[slot].entry.label, [[", ", v] if n else v for n, v in enumerate(shown)]) for slot, shown in values.items()]


def module(book: Book, one: Module) -> Page:
    """A module: what it is, two drawings, its classes, its properties."""
    classes = [t for t in one.terms if t.is_class]
    properties = sorted((t for t in one.terms if not t.is_class), key=lambda t: t.sort == "annotation")
    sections = [_section(book, title, anchor, of) for title, anchor, of in (("Classes", "site_classes", classes), ("Properties", "site_properties", properties)) if of]
    drawings = [_drawing(hierarchy(classes, _describer(book, one), f"Classes of {one.title} and what they are kinds of"),
                         "What is what: arrows lead to the wider class; dashed boxes belong to other modules."),
                _drawing(relations(_links(book, classes), _describer(book, one), f"What the central classes of {one.title} link to"),
                         "What links to what: central classes to the left, and the classes that their properties lead to." + _left_out(book))]
    shown = [d for d in drawings if d]
    body = [el("h1", one.title), el("p", one.description, class_="lead"),
            rows([("IRI", el("code", one.iri)), ("Version", [one.version, " · " if one.version_iri else None, el("code", one.version_iri) if one.version_iri else None]),
                  ("Builds on", [[", ", link_] if n else link_ for n, link_ in enumerate(_imports(book, one))])]),
            _jump(book, "Classes", classes), _jump(book, "Properties", properties),
            *([el("h2", "Drawings", id="site_drawings"), *shown] if shown else []), *sections, _axioms(book, one)]
    return Page(module_page(one.slug), one.title, one.description, join(body))


def _imports(book: Book, one: Module) -> list[Html]:
    return [el("a", m.title, href=module_page(m.slug)) for m in book.modules if m.iri in one.imports]


def _section(book: Book, title: str, anchor: str, of: list[Term]) -> Html:
    return el("section", el("h2", title, id=anchor), [card(book, t) for t in of])


def _axioms(book: Book, one: Module) -> Html | None:
    if not one.axioms:
        return None
    lines = [el("tr", el("th", link(book, s), scope="row"), el("td", el("code", p)), el("td", link(book, o))) for s, p, o in one.axioms]
    return el("section", el("h2", "Axioms", id="site_axioms"), el("table", el("thead", el("tr", [el("th", h, scope="col") for h in ("Term", "Relation", "Elsewhere")])), el("tbody", lines)))


def _jump(book: Book, title: str, of: list[Term]) -> Html | None:
    """Links to the terms on the page."""
    if not of:
        return None
    return el("p", el("b", title), " ", [el("a", label(book, t.entry.iri), href=f"#{t.name}") for t in of], class_="jump")


def _drawing(drawn: Html | None, caption: str) -> Html | None:
    return el("figure", el("div", drawn, class_="scroll", tabindex="0", role="region", aria_label=f"Drawing. {caption}"), el("figcaption", caption), class_="drawing") if drawn else None


def _describer(book: Book, module: Module) -> Describe:
    """Makes the box of a class: its label, the standards it stands under, a link, and whether it belongs to this module."""
    def describe(one: str, x: float, y: float, width: float, height: float) -> Box:
        term = book.terms.get(one)
        if term is None:
            return Box(x, y, width, height, iri.compact(one), look="other")
        outside = ", ".join(iri.compact(s) for s in term.supers if not s.startswith(iri.TERM))
        look = "other" if term.module != module.slug else "own" if book.is_kind_of(one, iri.term("Fact")) else "things"
        return Box(x, y, width, height, term.entry.label, outside, book.page_of(one), look)

    return describe


def _links(book: Book, classes: list[Term]) -> list[Link]:
    by_class = {}
    for term in classes:
        slots = [book.terms[s] for s in book.declared_slots(term.entry.iri) if s not in book.widespread]
        by_class[term.entry.iri] = [Link(term.entry.iri, s.entry.label, s.ranges[0]) for s in slots if s.sort == "object property" and s.ranges]
    return central(by_class)


def _left_out(book: Book) -> str:
    names = sorted(book.terms[one].entry.label for one in book.widespread if book.terms[one].sort == "object property")
    return f" Left out are properties that very many classes have: {', '.join(names)}." if names else ""


def vocabulary(book: Book, one: Scheme) -> Page:
    """A vocabulary: its tree, and every term with its labels."""
    ordered = tree(one.concepts)
    classes = dict.fromkeys(c for concept in one.concepts for c in concept.classes)
    head = rows([("IRI", el("code", one.entry.iri)), ("Class", links(book, classes)), ("Version", one.version), ("Languages", ", ".join(one.languages)),
                 ("Elsewhere", elsewhere(book, one.entry))])
    body = [el("h1", el("span", one.entry.label, data_t=f"id:scheme/{one.slug}", lang="en")), el("p", one.description, class_="lead"), head,
            el("h2", "Tree", id="site_tree"), _tree(book, ordered), el("h2", "Terms", id="site_terms"), *(_concept(book, concept) for concept, _ in ordered)]
    return Page(scheme_page(one.slug), one.entry.label, one.description, join(body))


def _tree(book: Book, ordered: list[tuple[Concept, int]]) -> Html:
    def level(depth: int) -> list[Html]:
        items = []
        while queue and queue[0][1] >= depth:
            concept, _ = queue.pop(0)
            below = level(depth + 1)
            mark = el("code", concept.notations[0], class_="notation") if concept.notations else None
            items.append(el("li", el("a", label(book, concept.entry.iri), href=f"#{concept.anchor}"), " " if mark else None, mark, el("ul", below) if below else None))
        return items

    queue = list(ordered)
    return el("ul", level(0), class_="tree")


def _concept(book: Book, one: Concept) -> Html:
    entry, facts = one.entry, book.use.by_value.get(one.entry.iri, ()) if book.use else ()
    below = [c.entry.iri for c in book.concepts.values() if entry.iri in c.broader]
    also = [el("span", text, lang=language) for language, texts in entry.alternatives.items() for text in texts]
    named = [el("span", el("b", code), " ", el("span", ", ".join(texts), lang=code)) for code, texts in sorted(entry.labels.items(), key=lambda pair: (pair[0] != "en", pair[0]))]
    tags = [el("code", n, class_="notation") for n in one.notations] + ([el("span", "deprecated", class_="tag warn")] if entry.is_deprecated else [])
    anchor = el("a", "#", href=f"#{one.anchor}", class_="anchor", aria_label=f"Link to {entry.label}")
    sources = [link(book, s) if s.startswith("http") else s for s in one.sources]
    return el("article", el("header", el("h3", label(book, entry.iri), " ", anchor), el("p", el("code", iri.compact(entry.iri)), " ", tags)), prose(entry),
              rows([("Labels", el("span", named, class_="labels") if len(named) > 1 else None), ("Also", [[", ", a] if n else a for n, a in enumerate(also)]), ("Wider", links(book, one.broader)),
                    ("Narrower", links(book, below)), ("Related", links(book, one.related)), ("Elsewhere", elsewhere(book, entry)),
                    ("Definition after", [[", ", s] if n else s for n, s in enumerate(sources)]), ("Replaced by", links(book, entry.replaced_by)),
                    ("In the public view", f"{len(facts):,} facts" if len(facts) > 1 else "1 fact" if facts else None)]),
              quotes(book, pick(facts, 1)) if book.use and len(facts) < len(book.use.facts) else None, id=one.anchor, class_="term", tabindex="-1")


def terms(book: Book) -> Page:
    """Every class and property in the order of their English labels, then the number of each vocabulary's terms."""
    description = "Every class and property in alphabetical order."
    titles = {m.slug: m.title for m in book.modules}
    lines = [el("tr", el("th", link(book, t.entry.iri), scope="row"), el("td", el("code", f"kg:{t.name}")), el("td", kind_of(book, t)),
                el("td", titles[t.module]), el("td", t.entry.definition)) for t in sorted(book.terms.values(), key=lambda t: (t.entry.label.lower(), t.name))]
    head = el("tr", [el("th", text, scope="col") for text in ("Label", "Name", "Sort", "Module", "Definition")])
    table = el("div", el("table", el("thead", head), el("tbody", lines)), class_="scroll wide", tabindex="0", role="region", aria_label="All terms")
    return Page("terms.html", "All terms, A–Z", description, join([el("h1", "All terms, A–Z"), el("p", description, class_="lead"), table]))
