// SPDX-License-Identifier: AGPL-3.0-or-later
// Which boxes of the certificate of inspection a role signs (Regulation (EU) 2021/2306, annex).
#pragma once

#include <string_view>
#include <vector>

namespace gatehouse::desk {

struct Box {
    int number;
    std::string_view meaning;  // msgid
};

// role as the authorisation server writes it: "control_body", "EAOC", "first_consignee", "importer"; empty: it signs none.
std::vector<Box> boxes_of(std::string_view role);

// msgid: "Organic control body", …; the role itself where unknown.
std::string_view role_label(std::string_view role);

}  // namespace gatehouse::desk
