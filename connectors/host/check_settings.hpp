// Holds a plugin's settings to what it declared.
#pragma once

#include "connectors/api/connector.hpp"

namespace gatehouse::connector {

// Unknown, missing or empty required settings: bad_input naming setting and plugin. Optional ones get their fallback.
Result<Settings> check_settings(const Descriptor& descriptor, Settings settings);

}  // namespace gatehouse::connector
