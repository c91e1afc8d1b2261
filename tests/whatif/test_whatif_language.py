"""A change as text: what is written is what is understood, and what makes no sense is refused."""

import pytest

from graph_schema.whatif_answers import MOST_PARTS, ChangePart
from queries.errors import MalformedQuestionError
from queries.whatif.language import MOST_IN_ADDRESS, as_text, understood

WRITTEN = (
    "add act-1,2*public,civil_society:A x3 like prj-1; call act-2 any:academia,private x2; "
    "drop prj-2; gone act-3; join prj-3 act-4,public; leave prj-4 act-5,act-6"
)


def test_every_verb_is_understood_and_written_back() -> None:
    parts = understood(WRITTEN)

    assert parts == (
        ChangePart(do="add", who=("act-1", "public", "public", "civil_society:A"), times=3,
                   like="prj-1"),
        ChangePart(do="call", who=("any:academia", "private"), times=2, funder="act-2"),
        ChangePart(do="drop", arena="prj-2"),
        ChangePart(do="gone", who=("act-3",)),
        ChangePart(do="join", arena="prj-3", who=("act-4", "public")),
        ChangePart(do="leave", arena="prj-4", who=("act-5", "act-6")),
    )  # fmt: skip
    assert as_text(parts) == WRITTEN
    assert understood(WRITTEN.replace("; ", "\n")) == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1 to 20 parts"),
        (" ; ;\n", "1 to 20 parts"),
        ("; ".join(["drop prj-1"] * (MOST_PARTS + 1)), "1 to 20 parts"),
        ("x" * (MOST_IN_ADDRESS + 1), "at most 32000 characters"),
        ("å" * (MOST_IN_ADDRESS // 6 + 1), "at most 32000 characters"),
        ("close prj-1", "parts such as"),
        ("add", "add with who"),
        ("call act-1", "call with funder and who"),
        ("add public", "at least two participants"),
        ("add 61*public", "at most 60 participants"),
        ("add 2*act-1,public", "a number before a sector"),
        ("add any:union,public", "any: and one of"),
        ("add public,private x0", "times from x1 to x50"),
        ("add public,private x51", "times from x1 to x50"),
        ("add " + ",".join(["public"] * 61), "who with at most 60 participants"),
        ("drop " + "x" * 201, "ids of 1 to 200 characters"),
        ("add public,private x2 x3", "nothing, xN or like ARENA"),
        ("add public,private like", "nothing, xN or like ARENA"),
        ("drop prj-1 prj-2", "nothing, xN or like ARENA"),
        ("drop prj-1 x2", "xN and like with add and call only"),
        ("gone act-1,act-2", "one actor a part"),
        ("add public,,private", "who"),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, expected: str) -> None:
    with pytest.raises(MalformedQuestionError) as refused:
        understood(text)

    assert refused.value.field == "change"
    assert expected in refused.value.expected
    assert "should" not in refused.value.expected.lower()
