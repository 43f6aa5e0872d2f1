#pragma once

#include <memory>

namespace dssearch::server {

/// Memory that a thread has for itself when there is no more, so that it can end what it has begun;
/// it begins nothing new then. For the thread that makes it, which has one at a time.
class MemoryReserve {
 public:
  enum class Use {
    /// For all that the thread does. (Asio ends the program where it has no memory to begin an
    /// operation.)
    kAlways,
    /// For what destructors need while std::bad_alloc unwinds the stack, and for Unfailing.
    kUnwinding,
  };
  explicit MemoryReserve(Use use);
  ~MemoryReserve();
  MemoryReserve(const MemoryReserve&) = delete;
  MemoryReserve& operator=(const MemoryReserve&) = delete;

  /// That of this thread; null where it has none.
  static MemoryReserve* OfThread();

  /// Whether it is there, or is had again, so that something new may begin.
  bool IsFull();

  /// While it lives, the reserve is for all that the thread does. For work with JSON, of which not
  /// even destructors can do without memory. Throws std::bad_alloc where the reserve is not full;
  /// does nothing in a thread without one.
  class Unfailing {
   public:
    Unfailing();
    ~Unfailing();
    Unfailing(const Unfailing&) = delete;
    Unfailing& operator=(const Unfailing&) = delete;

   private:
    Use before_ = Use::kAlways;
  };

 private:
  static void HandleNoMemory();

  Use use_;
  std::unique_ptr<void, void (*)(void*)> bytes_;
};

}  // namespace dssearch::server
