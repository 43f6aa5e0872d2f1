#include "searcher/server/memory_reserve.h"

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <new>
#include <thread>
#include <utility>

namespace dssearch::server {
namespace {

// Some hundred connections answer what they have begun with it, and a page of hits is written.
constexpr std::size_t kBytes = std::size_t{1} << 20;

// Other threads give memory back when their requests fail. So long the thread waits for it, in all,
// until the reserve is full again.
constexpr std::chrono::milliseconds kPause{1};
constexpr int kPauses = 500;

thread_local MemoryReserve* reserve_of_thread = nullptr;
thread_local int pauses_left = kPauses;

}  // namespace

// By malloc, which does not wait for it.
MemoryReserve::MemoryReserve(Use use) : use_(use), bytes_(std::malloc(kBytes), std::free) {
  reserve_of_thread = this;
  std::set_new_handler(HandleNoMemory);
}

MemoryReserve::~MemoryReserve() { reserve_of_thread = nullptr; }

MemoryReserve* MemoryReserve::OfThread() { return reserve_of_thread; }

bool MemoryReserve::IsFull() {
  if (bytes_) return true;
  bytes_.reset(std::malloc(kBytes));
  if (bytes_) pauses_left = kPauses;
  return bytes_ != nullptr;
}

MemoryReserve::Unfailing::Unfailing() {
  if (reserve_of_thread == nullptr) return;
  if (!reserve_of_thread->IsFull()) throw std::bad_alloc();
  before_ = std::exchange(reserve_of_thread->use_, Use::kAlways);
}

MemoryReserve::Unfailing::~Unfailing() {
  if (reserve_of_thread != nullptr) reserve_of_thread->use_ = before_;
}

// The operator new calls it until there is memory.
void MemoryReserve::HandleNoMemory() {
  MemoryReserve* const reserve = reserve_of_thread;
  if (reserve == nullptr) throw std::bad_alloc();
  if (reserve->use_ == Use::kUnwinding && std::uncaught_exceptions() == 0) {
    reserve->bytes_.reset();
    throw std::bad_alloc();
  }
  if (reserve->bytes_) return reserve->bytes_.reset();
  if (pauses_left-- <= 0) throw std::bad_alloc();
  std::this_thread::sleep_for(kPause);
}

}  // namespace dssearch::server
