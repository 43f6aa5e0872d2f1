#pragma once

#include <functional>
#include <string>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads every record under `path`: a file, a folder (walked in order of
/// names, without hidden files and README.md), or "-" for JSON lines on
/// standard input. The format follows from the extension: .md, .jsonl. A file
/// domains.yaml holds no records but the names of domains.
///
/// `on_file`, if set, is called with each file before it is read.
///
/// Throws Error kIo when there is no such path, and when no file in it is of a
/// known format. A file that cannot be read is a Reject.
void ReadCorpus(const std::string& path, const RecordSink& sink,
                const std::function<void(const std::string& file)>& on_file = {});

}  // namespace dssearch::indexer
