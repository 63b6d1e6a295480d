"""Frames between the server and its workers."""

import io

from hypothesis import given
from hypothesis import strategies as st

from server.worker_protocol import Kind, Query, frame, read_frame


@given(st.lists(st.tuples(st.sampled_from(Kind), st.binary(max_size=200_000)), max_size=4))
def test_frames_are_read_as_they_were_written(frames: list[tuple[Kind, bytes]]) -> None:
    stream = io.BytesIO(b"".join(frame(kind, body) for kind, body in frames))
    assert [read_frame(stream.read) for _ in frames] == frames
    assert read_frame(stream.read) is None


@given(st.integers(min_value=0, max_value=14))
def test_a_frame_cut_short_is_none(length: int) -> None:
    assert read_frame(io.BytesIO(frame(Kind.DATA, b"0123456789")[:length]).read) is None


def test_a_frame_longer_than_agreed_is_not_read() -> None:
    data = frame(Kind.DATA, b"0123456789")
    assert read_frame(io.BytesIO(data).read, most=10) is not None
    assert read_frame(io.BytesIO(data).read, most=9) is None


@given(st.text(alphabet=st.characters(codec="utf-8")), st.lists(st.text(alphabet="ab:/"), max_size=3))
def test_a_query_arrives_as_it_was_sent(text: str, graphs: list[str]) -> None:
    query = Query(text, "json", "http://a.example/", tuple(graphs), tuple(graphs))
    assert Query.decode(query.encode()) == query
