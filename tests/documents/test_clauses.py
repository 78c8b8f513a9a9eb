"""Who leads and who coordinates, as sentences say it."""

import pytest

from kehoach_xl.documents import clauses
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.domain.agency import Agency, AgencyGroup, Register

KNOWN = Bodies(Register(
    agencies=(
        Agency(code="NHNN", name="Ngân hàng Nhà nước - Chi nhánh tỉnh An Bình"),
        Agency(code="STC", name="Sở Tài chính"),
        Agency(code="SVH", name="Sở Văn hóa, Thể thao và Du lịch"),
        Agency(code="HTQT", name="Phòng Hợp tác đối ngoại - Văn phòng"),
        Agency(code="TTDV", name="Trung tâm Tư vấn và Dịch vụ đối ngoại",
               aliases=("Trung tâm Tư và Dịch vụ đối ngoại",)),
        Agency(code="CAT", name="Công an tỉnh"),
        Agency(code="MTTQ", name="Ủy ban MTTQ thành phố"),
    ),
    groups=(
        AgencyGroup(code="SBN", name="Các sở, ban, ngành và địa phương"),
        AgencyGroup(code="PDV", name="Các phòng, đơn vị trực thuộc Sở"),
    ),
))  # fmt: skip
EMPTY = Bodies(Register(agencies=()))

SAID = [
    ("Sở Tài chính chủ trì, phối hợp với Công an tỉnh, các sở, ban, ngành và địa phương lập kế hoạch.",
     "Sở Tài chính", "Công an tỉnh; các sở, ban, ngành và địa phương"),
    ("Giao Sở Tài chính chủ trì theo dõi, báo cáo UBND tỉnh.", "Sở Tài chính", ""),
    ("Giao Sở Tài chính, Công an tỉnh chủ động phối hợp với các đơn vị liên quan lập đề án.",
     "Sở Tài chính; Công an tỉnh", "các đơn vị liên quan"),
    ("Phòng Hợp tác đối ngoại - Văn phòng phối hợp với Sở Tài chính thường xuyên kết nối.",
     "Phòng Hợp tác đối ngoại - Văn phòng", "Sở Tài chính"),
    ("Ngân hàng Nhà nước - Chi nhánh tỉnh An Bình chủ trì, phối hợp với các cơ quan thường xuyên công bố lãi suất.",
     "Ngân hàng Nhà nước - Chi nhánh tỉnh An Bình", "các cơ quan"),
    ("Sở Tài chính chủ trì, phối hợp với Công an tỉnh cùng các sở, ban, ngành và địa phương:",
     "Sở Tài chính", "Công an tỉnh; các sở, ban, ngành và địa phương"),
    ("Công an tỉnh, Sở Tài chính: phối hợp tăng cường quản lý.", "Công an tỉnh; Sở Tài chính", ""),
    ("Đề nghị Ủy ban MTTQ thành phố và các tổ chức chính trị - xã hội: phối hợp với các cơ quan, đơn vị "
     "có liên quan giám sát.",
     "", "Ủy ban MTTQ thành phố; các tổ chức chính trị - xã hội; các cơ quan, đơn vị có liên quan"),
    ("Thực hiện: Các phòng, đơn vị trực thuộc Sở chủ động rà soát.",
     "Các phòng, đơn vị trực thuộc Sở", ""),
    ("Căn cứ Kế hoạch này, Sở Tài chính và các đơn vị có liên quan:", "Sở Tài chính; các đơn vị có liên quan", ""),
    ("Coi trọng và thường xuyên phối hợp với Công an tỉnh và Sở Tài chính tổ chức đối thoại.",
     "", "Công an tỉnh; Sở Tài chính"),
    ("Tổ chức tuyên truyền. Phối hợp với Sở Văn hóa, Thể thao và Du lịch chỉ đạo các cơ quan báo chí.",
     "", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Xây dựng quy chế. Cơ quan chủ trì: Sở Tài chính; cơ quan phối hợp: Công an tỉnh.",
     "Sở Tài chính", "Công an tỉnh"),
    ("Tham mưu UBND tỉnh phối hợp với Sở Tài chính lập quỹ.", "", ""),
    ("Duy trì tốt cơ chế phối hợp với các cơ quan chức năng.", "", ""),
    ("Nâng cao năng lực, liên kết với doanh nghiệp, báo cáo Sở Tài chính.", "", ""),
    ("Ban hành quy chế phối hợp, báo cáo kết quả.", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "leads", "coordinators"), SAID)
def test_a_sentence_says_who_leads_and_who_coordinates(text, leads, coordinators):
    clause = clauses.read(text, KNOWN)
    assert ("; ".join(clause.leads), "; ".join(clause.coordinators)) == (leads, coordinators)


NOT_KNOWN = [
    ("Sở Y tế chủ trì, phối hợp với Sở Lao động - Thương binh và Xã hội, UBND các huyện, thị xã tham mưu.",
     "Sở Y tế", "Sở Lao động - Thương binh và Xã hội; UBND các huyện, thị xã"),
    ("Ban Dân tộc và Tôn giáo tỉnh tham mưu kế hoạch.", "Ban Dân tộc và Tôn giáo tỉnh", ""),
    ("Các sở, ban, ngành, địa phương liên quan căn cứ chức năng thực hiện.",
     "Các sở, ban, ngành, địa phương liên quan", ""),
    ("Báo cáo kết quả định kỳ.", "", ""),
    ("Sở Văn hóa, Thể thao và Du lịch theo dõi.", "Sở Văn hóa, Thể thao và Du lịch", ""),
    ("Hội nhập quốc tế sâu rộng.", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "leads", "coordinators"), NOT_KNOWN)
def test_names_that_the_register_does_not_know_are_read_as_printed(text, leads, coordinators):
    clause = clauses.read(text, EMPTY)
    assert ("; ".join(clause.leads), "; ".join(clause.coordinators)) == (leads, coordinators)


def test_several_assignments_in_one_sentence_are_told_apart():
    text = "Giao Sở Tài chính chủ trì việc một; nội dung khác; Công an tỉnh chủ trì việc hai."
    assert clauses.assignments(text, KNOWN) == [
        "Giao Sở Tài chính chủ trì việc một; nội dung khác", "Công an tỉnh chủ trì việc hai.",
    ]  # fmt: skip
    assert len(clauses.assignments("Rà soát quy định; Sở Tài chính chủ trì việc hai.", KNOWN)) == 1


def test_a_name_that_lacks_a_word_is_kept_and_flagged():
    name = clauses.read("Trung tâm Tư và Dịch vụ đối ngoại chủ trì.", KNOWN).leads[0]
    assert name == "Trung tâm Tư và Dịch vụ đối ngoại"
    assert clauses.misprinted(name, KNOWN).code == "IMPORT_076"
    assert clauses.misprinted("Trung tâm Tư vấn và Dịch vụ đối ngoại", KNOWN) is None


def test_bodies_of_a_later_sentence_are_told_apart_from_coordinators():
    clause = clauses.read("Sở Tài chính lập kế hoạch. Công an tỉnh hỗ trợ bảo vệ.", KNOWN)
    assert (clause.leads, clause.coordinators, clause.later) == (("Sở Tài chính",), (), ("Công an tỉnh",))
