#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dssearch {

/// One of the values that an option of a search has, and its name, which is the same on the command
/// line, in URLs, in JSON and in Python.
template <typename Value>
struct Choice {
  const char* name;
  Value value;
};

/// The value with this name; empty where none has it.
template <typename Value, std::size_t kSize>
constexpr std::optional<Value> ValueNamed(const Choice<Value> (&choices)[kSize],
                                          std::string_view name) {
  for (const Choice<Value>& choice : choices)
    if (choice.name == name) return choice.value;
  return std::nullopt;
}

/// The name of a value. `choices` must have it.
template <typename Value, std::size_t kSize>
constexpr const char* NameOf(const Choice<Value> (&choices)[kSize], Value value) {
  const Choice<Value>* choice = choices;
  while (choice->value != value) ++choice;
  return choice->name;
}

/// All names, in their order: "auto, all, any".
template <typename Value, std::size_t kSize>
std::string NamesOf(const Choice<Value> (&choices)[kSize], std::string_view separator = ", ") {
  std::string names;
  for (const Choice<Value>& choice : choices)
    names.append(names.empty() ? "" : separator).append(choice.name);
  return names;
}

}  // namespace dssearch
