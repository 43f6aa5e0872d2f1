#include "indexer/reject_log.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "dssearch/error.h"

namespace dssearch::indexer {

void WriteRejects(const std::string& index, const std::vector<Reject>& rejects) {
  const std::string path = index + "/rejects.jsonl";
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  for (const Reject& reject : rejects) {
    const nlohmann::ordered_json line = {{"file", reject.where.file},
                                         {"line", reject.where.line},
                                         {"reason", reject.reason},
                                         {"hint", reject.hint}};
    out << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  }
  if (!out.flush()) throw Error(ErrorCode::kIo, "cannot write '" + path + "'", "is the disk full?");
}

}  // namespace dssearch::indexer
