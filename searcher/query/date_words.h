#pragma once

#include "searcher/query/query_parser.h"

namespace dssearch {

/// Replaces the words of a query that only limit its dates by that limit, with a note: 近三年,
/// since 2024 (DateWords). Words that have such a date without a blank are cut before and behind it
/// (PartsAroundDates). In a citation, and beside a year that such dates leave out, dates are text:
/// 近十四年 研究概述 2009. `today` is the day, as YYYYMMDD, up to which 近三年 counts.
void ReadDateWords(ParsedQuery& parsed, int today);

}  // namespace dssearch
