#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dssearch::indexer {

/// The date that a text is, as YYYY, YYYY-MM or YYYY-MM-DD; nullopt where it is none. Besides these
/// forms it may have those that exports write: "2024/2/5", "20240205", "2024-02-05T08:00:00Z",
/// "2024.02", "2024-00-00", "5 February 2024", "Feb. 2024", "February 5, 2024", "Mon, 2 Apr 2007
/// 19:18:42 GMT", "2024年2月5日".
std::optional<std::string> DateIn(std::string_view text);

}  // namespace dssearch::indexer
