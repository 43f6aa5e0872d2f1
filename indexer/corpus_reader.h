#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "indexer/formats/format.h"
#include "indexer/formats/text_input.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads every record below `path`: a file, a folder, or "-" for standard input. A folder is walked
/// in the order of names, without hidden files, README files, links to folders, and indexes. The
/// format of a file is that of its content, or else of its extension, see FormatOf(); that of
/// standard input is that of its content, or else JSON lines. Files may be packed with gzip, bzip2
/// or zstd. A file domains.yaml has no records but labels of domains. Files in a folder that no
/// reader knows are reported to `sink.on_unread`.
///
/// One record at a time is in memory, and none is longer than kMaxRecordBytes. `on_file`, if it is
/// set, is called with each file before it is read.
///
/// Throws Error kIo where there is no such path, and where no file in it is of a known format. A
/// file that cannot be read is a Reject.
void ReadCorpus(const std::string& path, const RecordSink& sink,
                const std::function<void(const std::string& file)>& on_file = {});

/// Reads every record of a text in this format. Throws UnreadableInput.
void ReadRecords(Format format, TextInput& input, const RecordSink& sink);

/// The size in bytes of all files that ReadCorpus would read below `path`, as they are on disk; 0
/// where that is not known, as for standard input, or where there are none.
std::uint64_t SizeOfCorpus(const std::string& path);

}  // namespace dssearch::indexer
