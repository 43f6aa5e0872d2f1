#include "searcher/index/index_reader.h"

#include <chrono>

#include "dssearch/error.h"

namespace dssearch {

void IndexReader::CheckBudget() const {
  if (budget_.stop.stop_requested()) throw Error(ErrorCode::kCancelled, "the search was stopped");
  if (budget_.deadline != std::chrono::steady_clock::time_point::max() &&
      std::chrono::steady_clock::now() > budget_.deadline)
    throw Error(
        ErrorCode::kTooExpensive, "the search takes too long",
        "ask for less: fewer words, a phrase of fewer words, or more of a word before '*'; or "
        "allow more time");
}

}  // namespace dssearch
