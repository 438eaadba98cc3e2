// What passes with time: expired rows go, in bounded batches; finished quarters of refused sign-ins become leaves.
#pragma once

#include "idp/deps.hpp"

namespace gatehouse::idp {

// One batch of each kind; how many rows went. Called again at once while it is not 0.
Result<int> clean_up_once(const Core& core);

}  // namespace gatehouse::idp
