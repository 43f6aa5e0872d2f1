#pragma once

#include <string>
#include <string_view>

namespace dssearch::testing {

/// What is wrong with the replies that a server sent on one connection, until it closed it; empty
/// where they are HTTP as it should be, and JSON where they say so. A reply may be without the body
/// that it announces if `may_be_head`, since HEAD may have been asked.
std::string FaultOfReplies(std::string_view received, bool may_be_head);

}  // namespace dssearch::testing
