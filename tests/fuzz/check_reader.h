#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <variant>

#include "indexer/fields/paper_fields.h"
#include "indexer/formats/text_input.h"
#include "indexer/record.h"
#include "searcher/text/code_points.h"
#include "tests/fuzz/require.h"

namespace dssearch::testing {

/// Any bytes can be read as any format: what is found stands in the text, makes
/// papers or says why not, and is the same however the bytes come in pieces.
class CheckReader {
 public:
  using Reader = void (*)(indexer::TextInput&, const indexer::RecordSink&);

  CheckReader(Reader reader, const std::uint8_t* data, std::size_t size)
      : reader_(reader), bytes_(reinterpret_cast<const char*>(data), size) {
    const std::string whole = Read(65'536);
    const std::string pieces = Read(5);
    Require(unreadable_ || whole == pieces, "pieces make no difference");
  }

 private:
  std::string Read(std::size_t piece_bytes) {
    std::string found;
    std::istringstream stream(bytes_);
    indexer::TextInput input("f", stream, piece_bytes);
    indexer::RecordSink sink;
    sink.on_reject = [&](const indexer::Reject& reject) {
      Require(!reject.reason.empty() && !reject.hint.empty(), "a reject has a reason and a hint");
      found += std::to_string(reject.where.line) + reject.reason + '\n';
    };
    sink.on_record = [&](const indexer::RawRecord& record) {
      Require(record.where.line >= 1 && record.where.line <= input.line(), "a record has a line");
      found += std::to_string(record.where.line) + record.key + '\n';
      for (const auto& [name, values] : record.fields) {
        found += name;
        for (const std::string& value : values) found += '=' + value;
      }
      CheckPaper(indexer::ToPaper(record));
    };
    try {
      reader_(input, sink);
    } catch (const indexer::UnreadableInput&) {
      unreadable_ = true;  // Packed, and broken: how much comes before that may differ.
    }
    return found;
  }

  static void CheckPaper(const std::variant<Paper, indexer::Reject>& result) {
    const Paper* paper = std::get_if<Paper>(&result);
    if (paper == nullptr) return;
    Require(!paper->id.empty(), "a paper has an id");
    Require(!paper->title.empty() || !paper->summary_zh.empty() || !paper->summary_en.empty(),
            "a paper has a title or a summary");
    for (const std::string* text : {&paper->id, &paper->title, &paper->summary_zh,
                                    &paper->summary_en, &paper->venue, &paper->url})
      Require(text::IsValid(*text), "a paper is UTF-8");
    for (const std::string& author : paper->authors)
      Require(!author.empty() && text::IsValid(author), "an author has a name");
  }

  Reader reader_;
  std::string bytes_;
  bool unreadable_ = false;
};

}  // namespace dssearch::testing
