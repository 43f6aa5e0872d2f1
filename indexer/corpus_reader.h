#pragma once

#include <functional>
#include <string>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads every record under `path`: a file, a folder (walked in order of
/// names, without hidden files, README files and links to folders), or "-" for
/// standard input. The format follows from the extension and the content: see
/// formats/format.h; of standard input from the content, else it is JSON lines.
/// Files may be packed with gzip, bzip2 or zstd. A file domains.yaml holds no
/// records but the names of domains.
///
/// A record at a time is in memory, and none is longer than 16 MB.
///
/// `on_file`, if set, is called with each file before it is read.
///
/// Throws Error kIo when there is no such path, and when no file in it is of a
/// known format. A file that cannot be read is a Reject.
void ReadCorpus(const std::string& path, const RecordSink& sink,
                const std::function<void(const std::string& file)>& on_file = {});

}  // namespace dssearch::indexer
