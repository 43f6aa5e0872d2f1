#pragma once

#include "dssearch/request.h"
#include "searcher/format/calendar.h"

namespace dssearch {

/// The bucket of a date: the day, month or year it lies in, or the date itself if it is less exact.
inline format::DayRange DateBucket(format::DayRange days, DateStep step) {
  const format::DayRange bucket = step == DateStep::kYear ? format::YearOf(days.first)
                                  : step == DateStep::kMonth
                                      ? format::MonthOf(days.first)
                                      : format::DayRange{days.first, days.first};
  return days.last <= bucket.last ? bucket : days;
}

}  // namespace dssearch
