"""Node-link network, drawn by pyvis on positions worked out beforehand, as one offline page."""

import json
from collections import Counter
from functools import partial
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from graph_schema.answers import GraphSlice, SliceEdge, SliceNode
from graph_schema.appearance import INK, NODE_LOOKS, PAPER, TIE_STROKES, look_of
from graph_schema.edges import EDGE_TYPES
from graph_schema.names import sort_key
from graph_schema.nodes import NODE_TYPES, Actor
from graph_schema.vocabularies import Role, Sector
from visualisations.drawing import Said
from visualisations.errors import PicturesNotInstalledError, TooMuchToDrawError
from visualisations.layout import FONTS, LABEL_INSIDE, SIZES, SMALL, SMALL_FONT, positions
from visualisations.legend import Entry, node_sign, tie_sign
from visualisations.page import SCRIPT, Page, asset, render_page
from visualisations.phrases import Phrase
from visualisations.tables import Table, day
from visualisations.wording import (
    label_lines,
    number,
    partial_date,
    plain,
    require_language,
    shortened,
)

MAX_NODES = 300  # above this the rings no longer fit a screen at a scale where names can be read
MAX_EDGES = 1500  # above this single lines cannot be told apart, whatever the layout
ADVICE = (
    "välj färre steg (depth), ett lägre tak (max_nodes) eller en annan startpunkt, "
    "eller hämta tabellen som CSV",
    "choose fewer steps (depth), a lower max_nodes or another start, or take the table as CSV",
)
TYPE_NAMES = {node_type.LABEL: (node_type.SV, node_type.EN) for node_type in NODE_TYPES}
TIE_NAMES = {edge_type.LABEL: (edge_type.SV, edge_type.EN) for edge_type in EDGE_TYPES}
SECTORS = {sector.value: sector for sector in Sector}
ROLES = {role.value: role for role in Role}
DRAWN = 6  # pixels on the screen below which a name is not drawn
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "tooltipDelay": 100,
    },
    "nodes": {
        "borderWidth": 1.5,
        "margin": {"top": 8, "right": 10, "bottom": 8, "left": 10},
        "scaling": {"label": {"drawThreshold": DRAWN}},
    },
}


def title(graph: GraphSlice, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return Phrase.NETWORK_TITLE.fill(lang, name=shortened(graph.centre.name))


def html(graph: GraphSlice, lang: str) -> str:
    """The network as a page with a table twin; refused when it has too much to be read."""
    _require_readable(graph)
    graph = _ordered(graph)
    text = Phrase.NETWORK_PICTURE.fill(lang, **_counts(graph, lang))
    page = Page(
        title=title(graph, lang),
        lead=[_lead(graph, lang)],
        picture=_holder(graph, text, lang),
        legend=_legend(graph, lang),
        tables=tables(graph, lang),
        sources=graph.sources,
        data_version=graph.data_version,
        notices=_notices(graph, lang),
        captions=[Phrase.NETWORK_HOW.label(lang)],
        scripts=(*_pyvis_scripts(graph, lang), asset("network.js")),
        findable=True,
    )
    return render_page(page, lang)


def said(graph: GraphSlice, lang: str) -> Said:
    """What the picture shows, what it leaves out, and from which sources."""
    return Said([_lead(graph, lang), *_notices(graph, lang)], graph.sources)


def _lead(graph: GraphSlice, lang: str) -> str:
    depth = max((node.depth for node in graph.nodes), default=0)
    name = shortened(graph.centre.name)
    return Phrase.NETWORK_LEAD.fill(lang, depth=str(depth), name=name, **_counts(graph, lang))


def _counts(graph: GraphSlice, lang: str) -> dict[str, str]:
    return {"nodes": number(len(graph.nodes), lang), "edges": number(len(graph.edges), lang)}


def tables(graph: GraphSlice, lang: str) -> tuple[Table, Table]:
    """The nodes and the ties of the picture: nearest first, then those with most ties."""
    require_language(lang)
    graph = _ordered(graph)
    names = {node.id: node.name for node in graph.nodes}
    ties = _ties(graph)
    say = partial(_label, lang=lang)
    nodes = Table(
        say(Phrase.NAME, Phrase.TYPE, Phrase.SECTOR, Phrase.STEPS, Phrase.TIES),
        tuple(
            (node.name, _type(node.label, lang), _sector(node, lang), node.depth, ties[node.id])
            for node in graph.nodes
        ),
        Phrase.NODES_CAPTION.fill(lang, count=number(len(graph.nodes), lang)),
        tuple(node.id for node in graph.nodes),
    )
    edges = Table(
        say(Phrase.FROM, Phrase.TIE, Phrase.ROLE, Phrase.TO, Phrase.BEGIN, Phrase.END),
        tuple(
            (
                names[edge.source],
                _tie(edge, lang),
                _role(edge, lang),
                names[edge.target],
                day(edge.start),
                day(edge.end),
            )
            for edge in graph.edges
        ),
        Phrase.EDGES_CAPTION.fill(lang, count=number(len(graph.edges), lang)),
    )
    return nodes, edges


def whole(graph: GraphSlice, lang: str) -> Table:
    """One row per tie with both its ends in full, and one for each node without any."""
    require_language(lang)
    by_id = {node.id: node for node in graph.nodes}
    say = partial(_label, lang=lang)
    end = (Phrase.NAME, Phrase.TYPE, Phrase.SECTOR, Phrase.ID)
    start, finish = Phrase.FROM.label(lang), Phrase.TO.label(lang)
    headers = (
        *(f"{start}: {header}" for header in say(*end)),
        *say(Phrase.TIE, Phrase.ROLE, Phrase.BEGIN, Phrase.END),
        *(f"{finish}: {header}" for header in say(*end)),
    )
    tied = {end for edge in graph.edges for end in (edge.source, edge.target)}
    rows = [
        (
            *_end(by_id[edge.source], lang),
            *(_tie(edge, lang), _role(edge, lang), day(edge.start), day(edge.end)),
            *_end(by_id[edge.target], lang),
        )
        for edge in graph.edges
    ]
    alone = [(*_end(node, lang), *((None,) * 8)) for node in graph.nodes if node.id not in tied]
    return Table(headers, (*rows, *alone), Phrase.WHOLE.label(lang))


def _ties(graph: GraphSlice) -> Counter[str]:
    """How many ties of the picture each node has."""
    return Counter(end for edge in graph.edges for end in {edge.source, edge.target})


def _ordered(graph: GraphSlice) -> GraphSlice:
    ties = _ties(graph)
    order = sorted(graph.nodes, key=lambda n: (n.depth, -ties[n.id], sort_key(n.name), n.id))
    return graph.model_copy(update={"nodes": tuple(order)})


def _require_readable(graph: GraphSlice) -> None:
    if len(graph.nodes) > MAX_NODES:
        raise TooMuchToDrawError(len(graph.nodes), MAX_NODES, of=("noder", "nodes"), advice=ADVICE)
    if len(graph.edges) > MAX_EDGES:
        raise TooMuchToDrawError(
            len(graph.edges), MAX_EDGES, of=("kopplingar", "ties"), advice=ADVICE
        )


def _pyvis_scripts(graph: GraphSlice, lang: str) -> list[str]:
    """The inline scripts of pyvis's page: vis-network and the data.

    The rest of that page is left behind: it links Bootstrap from a CDN even when told to inline
    everything, and does not escape its heading.
    """
    try:
        from pyvis.network import Network  # imports IPython, so only when a network is drawn
    except ModuleNotFoundError as error:
        raise PicturesNotInstalledError("pyvis") from error
    # Directed, or pyvis drops a second tie between the same two nodes.
    drawing = Network(cdn_resources="in_line", directed=True)
    drawing.set_options(json.dumps(OPTIONS))
    at = positions(graph)
    for node in graph.nodes:
        drawing.add_node(node.id, **_drawn_node(node, at[node.id], lang))
    met: Counter[frozenset[str]] = Counter()
    for edge in graph.edges:
        ends = frozenset((edge.source, edge.target))
        drawing.add_edge(edge.source, edge.target, **_drawn_edge(edge, met[ends], lang))
        met[ends] += 1
    page = str(drawing.generate_html()).replace('<script type="text/javascript">', "<script>")
    return [str(script) for script in SCRIPT.findall(page)]


def _drawn_node(node: SliceNode, at: tuple[int, int], lang: str) -> dict[str, Any]:
    look = look_of(node.label, node.sector)
    colour = {"background": look.fill, "border": look.line}
    kind = _type(node.label, lang)
    sector = _sector(node, lang)
    # "tooltip" is ours: pyvis shows a "title" that holds the letters href as markup.
    return {
        "label": "\n".join(label_lines(node.name)),
        "tooltip": f"{shortened(node.name)}\n{kind}{', ' + sector if sector else ''}",
        "page": f"/id/{node.label.lower()}/{quote(node.id)}",
        "shape": look.shape,
        "size": SIZES.get(node.depth, SMALL),
        "color": {**colour, "highlight": colour, "hover": colour},
        "font": {
            "size": FONTS.get(node.depth, SMALL_FONT),
            "color": INK,
            "strokeWidth": 4,
            "strokeColor": PAPER if look.shape not in LABEL_INSIDE else look.fill,
        },
        "x": at[0],
        "y": at[1],
    }


def _drawn_edge(edge: SliceEdge, earlier: int, lang: str) -> dict[str, Any]:
    stroke = TIE_STROKES[edge.type]
    when = [partial_date(date, lang) for date in (edge.start, edge.end) if date]
    words = [_tie(edge, lang), _role(edge, lang), *when]
    return {
        "id": edge.id,
        "tooltip": ", ".join(plain(word) for word in words if word),
        "color": {"color": stroke.colour, "highlight": INK, "hover": INK},
        "dashes": list(stroke.dashes) or False,
        "arrows": {"to": {"enabled": stroke.arrow, "scaleFactor": 0.6}},
        "width": 1.5,
        # Further ties between the same two nodes bend, each more than the one before.
        "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.15 * earlier}
        if earlier
        else False,
    }


def _holder(graph: GraphSlice, text: str, lang: str) -> Markup:
    tools = Markup("").join(
        Markup('<button type="button" data-tool="{}" aria-label="{}">{}</button>').format(*tool)
        for tool in (
            ("in", Phrase.ZOOM_IN.label(lang), "+"),
            ("out", Phrase.ZOOM_OUT.label(lang), "−"),
            ("all", Phrase.SHOW_ALL.label(lang), Phrase.SHOW_ALL.label(lang)),
        )
    )
    return Markup(
        '<div class="picture network"><div class="tools">{}</div>'
        '<div id="mynetwork" data-text="{}" data-drawn="{}"></div>'
        '<p class="chosen" role="status" data-open="{}" data-redraw="{}"></p></div>'
        '<noscript><p class="notice">{}</p></noscript>'
    ).format(
        tools,
        text,
        DRAWN,
        Phrase.OPEN.label(lang),
        Phrase.REDRAW.label(lang),
        Phrase.NEEDS_SCRIPT.label(lang),
    )


def _legend(graph: GraphSlice, lang: str) -> list[Entry]:
    """Only what is in the picture, in the order of the vocabulary."""
    labels = {node.label for node in graph.nodes}
    sectors = {node.sector for node in graph.nodes if node.label == Actor.LABEL}
    types = {edge.type for edge in graph.edges}
    actors = [
        Entry(
            node_sign(look_of(Actor.LABEL, sector)),
            f"{_type(Actor.LABEL, lang)}: {sector.label(lang)}",
        )
        for sector in Sector
        if sector in sectors or (sector is Sector.UNKNOWN and None in sectors)
    ]
    others = [
        Entry(node_sign(NODE_LOOKS[label]), _type(label, lang))
        for label in TYPE_NAMES
        if label in labels and label != Actor.LABEL
    ]
    ties = [
        Entry(tie_sign(TIE_STROKES[label]), TIE_NAMES[label][lang == "en"])
        for label in TIE_NAMES
        if label in types
    ]
    return [*actors, *others, *ties]


def _notices(graph: GraphSlice, lang: str) -> list[str]:
    if not graph.left_out:
        return []
    return [Phrase.NETWORK_LEFT_OUT.fill(lang, count=number(graph.left_out, lang))]


def _label(*phrases: Phrase, lang: str) -> tuple[str, ...]:
    return tuple(phrase.label(lang) for phrase in phrases)


def _end(node: SliceNode, lang: str) -> tuple[str, str, str | None, str]:
    return node.name, _type(node.label, lang), _sector(node, lang), node.id


def _type(label: str, lang: str) -> str:
    return TYPE_NAMES[label][lang == "en"]


def _sector(node: SliceNode, lang: str) -> str | None:
    return SECTORS[node.sector].label(lang) if node.sector is not None else None


def _tie(edge: SliceEdge, lang: str) -> str:
    return TIE_NAMES[edge.type][lang == "en"]


def _role(edge: SliceEdge, lang: str) -> str | None:
    return ROLES[edge.role].label(lang) if edge.role is not None else None
