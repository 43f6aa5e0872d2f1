#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dssearch::indexer {

/// The date that a text is, as YYYY, YYYY-MM or YYYY-MM-DD; nullopt where it is none. Besides these
/// forms it may have those that exports write: "2024/2/5", "20240205", "2024-02-05T08:00:00Z",
/// "2024.02", "2024-00-00", "5 February 2024", "Feb. 2024", "February 5, 2024", "Mon, 2 Apr 2007
/// 19:18:42 GMT", "2024年2月5日", "25/12/2024" where no number but the day can be the day, and the
/// number that Excel has for a day, "45651".
std::optional<std::string> DateIn(std::string_view text);

/// What can be had of a text that is no date but has one: the first of a range ("2004-06/2006-08"),
/// or the first year ("c1980", "Autumn 2001", "1991-92", "1875 [2004]", "1865（清同治四年）",
/// "4/3/2021", "2024-02-30"); nullopt where there is none.
std::optional<std::string> DateWithin(std::string_view text);

/// Whether a text is what people write where there is no date yet: "n.d.", "In press".
bool SaysNoDate(std::string_view text);

}  // namespace dssearch::indexer
