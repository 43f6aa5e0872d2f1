#pragma once

#include "searcher/index/index_reader.h"
#include "searcher/query/query_ast.h"

namespace dssearch {

/// Cuts the texts of a query without a field that name values of the index without a blank between
/// them and what stands beside them, so that each can be found by EntitiesIn: names of authors
/// between commas, dots or slashes (邱均平、王知津, Yang Liu、Maosong Sun, 邱均平.信息计量学), an
/// author with a title, a year or with what they wrote (邱均平老师, 邱均平2010年发表的论文; only
/// the name and the year are left), a journal in 《》, and a conference with its year (CVPR2019,
/// CVPR'19). Excluded texts stay as they are. Throws Xapian::Error.
void CutAroundValues(QueryAst& query, const IndexReader& reader);

}  // namespace dssearch
