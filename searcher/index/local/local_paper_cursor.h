#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "searcher/index/execution.h"
#include "searcher/index/local/executor.h"
#include "searcher/index/local/local_reader.h"
#include "searcher/index/local/rank/scored_doc.h"

namespace dssearch {

/// Goes through documents that were found on this machine.
class LocalPaperCursor final : public PaperCursor {
 public:
  LocalPaperCursor(const QueryNode& query, std::shared_ptr<const LocalMatches> matches, Sort sort,
                   std::size_t offset, std::size_t limit, const LocalReader& reader);

  std::vector<RankedPaper> Next(std::size_t count) override;

 private:
  void RankMore();

  const QueryNode& query_;
  std::shared_ptr<const LocalMatches> matches_;
  Sort sort_;
  std::size_t offset_;  ///< That of the documents to rank next,
  std::size_t left_;    ///< and how many of these are still wanted.
  const LocalReader& reader_;
  std::vector<ScoredDoc> ranked_ = {};
  std::size_t next_ = 0;  ///< The first of `ranked_` that was not returned.
};

}  // namespace dssearch
