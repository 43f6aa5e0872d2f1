#include "indexer/change_report.h"

#include "indexer/json_line.h"

namespace dssearch::indexer {

ChangeReport::ChangeReport(const std::string& path) {
  if (!path.empty()) out_.emplace(path);
}

void ChangeReport::Add(std::string_view change, const std::string& id, const Location& where) {
  if (out_)
    out_->Write(
        JsonLine({{"change", change}, {"id", id}, {"file", where.file}, {"line", where.line}}));
}

void ChangeReport::Removed(const std::string& id) {
  if (out_) out_->Write(JsonLine({{"change", "removed"}, {"id", id}}));
}

void ChangeReport::Rejected(const Reject& reject) {
  if (out_)
    out_->Write(JsonLine({{"change", "rejected"},
                          {"file", reject.where.file},
                          {"line", reject.where.line},
                          {"reason", reject.reason},
                          {"hint", reject.hint}}));
}

void ChangeReport::Flush() {
  if (out_) out_->Flush();
}

void ChangeReport::Close() {
  if (out_) out_->Close();
}

}  // namespace dssearch::indexer
