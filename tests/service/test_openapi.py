"""Whatever the published description lets a caller send is answered as it says, never by a 5xx."""

from typing import Any

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error

CALLS = 15  # per operation; the whole run stays within half a minute
BOUNDED = settings(
    max_examples=CALLS,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def call_as_described(operation: Any) -> None:
    """Call one operation with what its description allows."""

    @BOUNDED
    @given(st.data())
    def calls(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy())
        case.call_and_validate(checks=[not_a_server_error])

    calls()


def test_the_description_is_the_same_however_often_it_is_asked_for(client: TestClient) -> None:
    first, second = (client.get("/api/v1/openapi.json").text for _ in range(2))

    assert first == second


def test_no_described_call_ends_in_a_server_error(client: TestClient) -> None:
    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app)
    operations = [result.ok() for result in described.get_all_operations()]

    for operation in operations:
        call_as_described(operation)

    assert len(operations) > 20
