"""The peer of `totals`: what a competent colleague writes with pandas over a table (CSV) of the same records.

A task counts as the slowest of its reporters; what fell due and is done is counted among what fell due.
``python -m benchmarks.peer_totals TABLE [component|agency|plan|province]``.
"""

import sys
from pathlib import Path

import pandas

# From the slowest to the one with nothing left to do.
ORDER = (
    "Chưa báo cáo", "Chưa thực hiện quá hạn", "Đang thực hiện quá hạn", "Chưa thực hiện trong hạn",
    "Đang thực hiện trong hạn", "Thường xuyên – chưa có kết quả", "Thường xuyên – có kết quả trong kỳ",
    "Hoàn thành quá hạn", "Hoàn thành đúng hạn", "Không còn phù hợp",
)  # fmt: skip
NOT_ASKED = ("Thường xuyên – chưa có kết quả", "Thường xuyên – có kết quả trong kỳ", "Không còn phù hợp")
DONE = ("Hoàn thành quá hạn", "Hoàn thành đúng hạn")
KEYS = {
    "": [], "component": ["Chỉ số"], "agency": ["Tỉnh", "Cơ quan"], "plan": ["Tỉnh", "Kế hoạch"], "province": ["Tỉnh"],
}  # fmt: skip
TASK = ["Tỉnh", "Kế hoạch", "Kỳ", "Chỉ số", "Nhiệm vụ"]


def main(table: Path, by: str = "") -> pandas.DataFrame:
    """For each period and key: how many of each class, how many fell due, how many of these are done."""
    # Only the columns that are wanted, and as categories: half the time and memory of what pandas does by itself.
    columns = ["Kỳ", *KEYS[by], "Phân loại", "Đến hạn"] if by == "agency" else [*TASK, "Phân loại", "Đến hạn"]
    records = pandas.read_csv(table, usecols=columns, dtype=dict.fromkeys(columns, "category"))
    rank = records["Phân loại"].cat.set_categories(ORDER).cat.codes
    records = records.assign(rank=rank, due=records["Đến hạn"].notna())
    if by != "agency":
        records = records.groupby(TASK, observed=True).agg(rank=("rank", "min"), due=("due", "max")).reset_index()
    klass = records["rank"].map(dict(enumerate(ORDER)))
    due = records["due"] & ~klass.isin(NOT_ASKED)
    records = records.assign(klass=klass, asked=due, done=due & klass.isin(DONE))
    keys = ["Kỳ", *KEYS[by]]
    counts = records.groupby([*keys, "klass"], observed=True).size().unstack(fill_value=0).reindex(columns=ORDER)
    shares = records.groupby(keys, observed=True)[["asked", "done"]].sum()
    return counts.fillna(0).astype(int).join(shares)


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), *sys.argv[2:3]).to_string(max_rows=50))
