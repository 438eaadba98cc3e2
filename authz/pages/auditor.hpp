// The auditor's page: every request, decision, grant and denial of this environment, by person, organisation and date, and
// the same as CSV. Read-only. For holders of the role auditor, and for the Commission.
#pragma once

#include "authz/pages/visitor.hpp"

namespace gatehouse::authz {

Result<http::Response> show_audit(const Deps& deps, const http::Request& request, const Visitor& visitor);
Result<http::Response> export_audit(const Deps& deps, const http::Request& request, const Visitor& visitor);

}  // namespace gatehouse::authz
