# What runs on each of the BEAM nodes.

defmodule Bench.Members do
  @moduledoc "Which nodes there are: whoever comes or goes, the store has the new view."
  use GenServer

  def start(watcher), do: GenServer.start(__MODULE__, watcher, name: __MODULE__)

  @impl true
  def init(watcher) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, watcher}
  end

  @impl true
  def handle_info({change, _node}, watcher) when change in [:nodeup, :nodedown] do
    view = present()
    :ok = GenServer.call(Bench.Store, {:view, view})
    send(watcher, {:view, node(), view, :os.system_time(:microsecond)})
    {:noreply, watcher}
  end

  def present do
    [node() | Node.list()]
    |> Enum.filter(&String.starts_with?(Atom.to_string(&1), "apothik"))
    |> Enum.sort()
  end
end

defmodule Bench.Store do
  @moduledoc "A node's entries. Whoever is asked finds a key's owner in its own view, and asks it."
  use GenServer

  def start, do: GenServer.start(__MODULE__, [], name: __MODULE__)

  def put(key, value) do
    owner = GenServer.call(__MODULE__, {:owner, key})
    GenServer.call({__MODULE__, owner}, {:put, key, value})
  end

  def count, do: GenServer.call(__MODULE__, :count)

  @impl true
  def init(_), do: {:ok, {Bench.Members.present(), %{}}}

  @impl true
  def handle_call({:owner, key}, _from, {view, _} = state) do
    {:reply, Enum.at(view, :erlang.phash2(key, length(view))), state}
  end

  def handle_call({:put, key, value}, _from, {view, entries}) do
    {:reply, :ok, {view, Map.put(entries, key, value)}}
  end

  def handle_call(:count, _from, {_, entries} = state), do: {:reply, map_size(entries), state}
  def handle_call({:view, view}, _from, {_, entries}), do: {:reply, :ok, {view, entries}}
end
