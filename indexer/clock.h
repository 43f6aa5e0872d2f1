#pragma once

#include <cstdint>

namespace dssearch::indexer {

/// The time that runs are dated by, in seconds since 1970 UTC: that of the system, or the one that
/// the environment variable SOURCE_DATE_EPOCH says, so that indexes can be reproduced
/// (reproducible-builds.org). Throws Error kInvalidRequest where that is no such number.
/// Thread-safe as long as nobody changes the environment.
std::int64_t Now();

}  // namespace dssearch::indexer
