#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "dssearch/note.h"

namespace dssearch {

/// Adds a note unless it has been given.
inline void AddOnce(Note note, std::vector<Note>& notes) {
  if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(std::move(note));
}

}  // namespace dssearch
