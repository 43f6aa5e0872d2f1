#include "dssearch/version.h"

namespace dssearch {

std::string_view Version() { return DSSEARCH_VERSION; }

}  // namespace dssearch
