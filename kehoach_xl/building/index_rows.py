"""Which rows of `Chỉ số` each block takes, from the number of components. Rows and columns count from 1."""

from dataclasses import dataclass

from kehoach_xl.domain.history import WINDOW
from kehoach_xl.domain.plan import Plan
from kehoach_xl.sheets.layout import tables

# Columns. A year of the matrix takes three: score, rank, of how many; the newest stands first.
CODE, NAME, FIRST_YEAR, CHANGE, NOTE = 2, 3, 4, 19, 20
LAST = NOTE
# Beyond the columns of the main table that nobody sees: what several formulas of a row need. Others begin above them.
HIDDEN = 21
# Beside a typed figure of the main table and of the goals: the same where it can be, "" else; see domain.credible.
MAIN_USED = {
    field: 30 + place
    for place, field in enumerate((
        "score", "rank", "of", "goal_score", "goal_rank", "goal_of", "actual_score", "actual_rank", "actual_of",
    ))
}  # fmt: skip
GOALS_USED = {"score": 33, "rank_from": 34, "rank_to": 35, "of": 36}
HIDDEN_LAST = 38
# Rows that stay free below the goals in numbers of a plan that has many.
MORE_FIGURES = 4


def year_column(place: int) -> int:
    """The column with the score of the year that stands at a place, 0 for the newest."""
    return FIRST_YEAR + 3 * place


@dataclass(frozen=True)
class IndexRows:
    """The first row (1-based) of what each block holds; its headings stand above it."""

    components: int
    years: int
    figures_count: int = 0

    @property
    def main(self) -> int:
        return tables()["indices"].first

    @property
    def total(self) -> int:
        """The row of the whole index in the main table."""
        return self.main + self.components

    @property
    def year_heads(self) -> int:
        """The row of the matrix that holds the years; the kinds of figures stand below it."""
        return self.total + 5

    @property
    def matrix(self) -> int:
        return self.year_heads + 2

    @property
    def matrix_total(self) -> int:
        return self.matrix + self.components

    @property
    def assumed(self) -> int:
        """The row that asks how many bodies to assume where a document does not say."""
        return self.matrix_total + 4

    @property
    def goals(self) -> int:
        return self.assumed + 3

    @property
    def goals_last(self) -> int:
        return self.goals + tables()["goals"].spare - 1

    @property
    def trials(self) -> int:
        return self.goals_last + 7

    @property
    def trials_total(self) -> int:
        return self.trials + self.components

    @property
    def thresholds(self) -> int:
        """The row that asks for the two thresholds of the priority."""
        return self.trials_total + 5

    @property
    def priority(self) -> int:
        return self.thresholds + 3

    @property
    def priority_last(self) -> int:
        return self.priority + max(self.components, 1) - 1

    @property
    def pace(self) -> int:
        """The row that says in words what the path asks."""
        return self.priority_last + 4

    @property
    def path(self) -> int:
        return self.pace + 4

    @property
    def path_last(self) -> int:
        return self.path + self.years - 1

    @property
    def figures(self) -> int:
        return self.path_last + 5

    @property
    def figures_last(self) -> int:
        """As many rows as stand ready, more where the plan has more goals in numbers."""
        return self.figures + max(tables()["figures"].spare, self.figures_count + MORE_FIGURES) - 1

    @property
    def history(self) -> int:
        return self.figures_last + 6

    @property
    def history_last(self) -> int:
        return self.history + tables()["history"].spare - 1


def rows_of(plan: Plan, figures: int = 0) -> IndexRows:
    """The rows of the sheet of a plan with so many goals in numbers; the path runs over every year from the baseline to
    the horizon."""
    return IndexRows(len(plan.indices), max(plan.horizon_year - plan.baseline_year + 1, 1), figures)


YEARS = range(WINDOW)
