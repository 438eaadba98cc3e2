// SPDX-License-Identifier: AGPL-3.0-or-later
#include "apps/coi-desk/signing_boxes.hpp"

#include <algorithm>
#include <array>

namespace gatehouse::desk {

namespace {

struct Row {
    std::string_view role;
    std::string_view label;
    std::vector<Box> boxes;
};

const std::array<Row, 9>& rows() {
    static const std::array<Row, 9> table = {{
        {"control_body", "Organic control body", {{18, "Name and signature of the issuing control body"}}},
        {"EAOC", "Border control post (EAOC)", {{30, "Decision on the consignment"}, {25, "Documentary checks"}}},
        {"first_consignee", "First consignee", {{31, "Reception by the first consignee"}}},
        {"importer", "Organic importer", {{23, "Special customs procedure"}}},
        {"exporter", "Organic exporter", {}},
        {"producer", "Organic producer", {}},
        {"OPL", "National authority (OPL)", {}},
        {"commission", "European Commission", {}},
        {"auditor", "Auditor", {}},
    }};
    return table;
}

const Row* row_of(std::string_view role) {
    const auto at = std::ranges::find(rows(), role, &Row::role);
    return at == rows().end() ? nullptr : &*at;
}

}  // namespace

std::vector<Box> boxes_of(std::string_view role) {
    const Row* row = row_of(role);
    return row == nullptr ? std::vector<Box>{} : row->boxes;
}

std::string_view role_label(std::string_view role) {
    const Row* row = row_of(role);
    return row == nullptr ? role : row->label;
}

}  // namespace gatehouse::desk
