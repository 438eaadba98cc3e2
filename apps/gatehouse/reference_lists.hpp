// `gatehouse reference load`: the lists of data/reference and data/demo/organisations.csv become organisations of one environment.
#pragma once

#include "authz/actions/load_reference.hpp"

#include <string>

namespace gatehouse::commands {

// data: the folder `data`. Idempotent. Errors: bad_input "FILE:LINE: what; cure".
Result<authz::Loaded> load_reference_lists(const authz::ActionContext& context, const std::string& data);

}  // namespace gatehouse::commands
