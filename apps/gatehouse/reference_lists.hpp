// Reads data/*.csv into what authz/actions/load_reference takes. Rows without a name or country are refused by line.
#pragma once

#include "authz/actions/load_reference.hpp"

#include <string>
#include <vector>

namespace gatehouse::commands {

using Organisations = std::vector<authz::ReferenceOrganisation>;

// organic-control-bodies.csv: one organisation a body, with its countries and codes. Under compliance the body's number is
// the same in all countries and names it ("cb:171"); under equivalence numbers are each country's own, so the name does ("cb:ecocertsa").
Result<Organisations> control_bodies(const std::string& path);
// bcps.csv: "bcp:FRLEH1".
Result<Organisations> border_control_posts(const std::string& path);
// competent-authorities.csv: "cca:AR:servicionacional…"; a country may have several.
Result<Organisations> competent_authorities(const std::string& path);
// demo-organisations.csv: keys as written; a name without "demo" in it gets "(demo)".
Result<Organisations> demo_organisations(const std::string& path);

}  // namespace gatehouse::commands
