# Five BEAM nodes that share keys out, as the page's machines do: how fast they are filled one put
# at a time, and how soon the others have a new view when one ends. Prints a figure a line, in
# milliseconds; the arguments say how often each is done.

defmodule Bench.Cluster do
  @moduledoc "Starts the nodes, and measures."

  @nodes 5
  @keys 5000

  def name(i), do: :"apothik_#{i}@127.0.0.1"

  def start do
    :persistent_term.put(:modules, Code.compile_file("node.ex", __DIR__))
    for i <- 1..@nodes, do: start(i)
    await(&(length(&1) == @nodes))
  end

  def start(i) do
    cookie = Atom.to_charlist(Node.get_cookie())

    {:ok, _peer, node} =
      :peer.start(%{
        name: :"apothik_#{i}",
        host: ~c"127.0.0.1",
        longnames: true,
        args: [~c"-setcookie", cookie, ~c"-start_epmd", ~c"false"]
      })

    true = :rpc.call(node, :code, :set_path, [:code.get_path()])

    for {module, binary} <- :persistent_term.get(:modules) do
      {:module, _} = :rpc.call(node, :code, :load_binary, [module, ~c"bench", binary])
    end

    {:ok, _} = :rpc.call(node, Bench.Store, :start, [])
    {:ok, _} = :rpc.call(node, Bench.Members, :start, [self()])
    :ok = :rpc.call(node, GenServer, :call, [Bench.Store, {:view, present(node)}])
  end

  # Waits until every running node's view is as it should be.
  def await(is_right, tries \\ 500) do
    views = for i <- 1..@nodes, name(i) in Node.list(), do: present(name(i))

    cond do
      views != [] and Enum.all?(views, is_right) and Enum.uniq(views) == [hd(views)] -> :ok
      tries == 0 -> raise "the nodes don't agree: #{inspect(views)}"
      true -> Process.sleep(10) && await(is_right, tries - 1)
    end
  end

  defp present(node), do: :rpc.call(node, Bench.Members, :present, [])

  # One put after another, each answered before the next; milliseconds.
  def fill do
    {micros, :ok} =
      :timer.tc(fn ->
        for j <- 1..@keys, do: :ok = :rpc.call(name(1), Bench.Store, :put, ["k_1_#{j}", j])
        :ok
      end)

    micros / 1000
  end

  def counts, do: for(i <- 1..@nodes, do: :rpc.call(name(i), Bench.Store, :count, []))

  # Ends node 2 and starts it again; milliseconds until each of the others had its new view.
  def kill(module, function) do
    forget()
    began = :os.system_time(:microsecond)
    :rpc.cast(name(2), module, function, [0])

    times =
      for i <- [1, 3, 4, 5] do
        node = name(i)

        receive do
          {:view, ^node, view, at} when length(view) == @nodes - 1 -> (at - began) / 1000
        after
          20_000 -> raise "#{node} did not notice"
        end
      end

    start(2)
    await(&(length(&1) == @nodes))
    times
  end

  # What came before does not count.
  defp forget do
    receive do
      {:view, _, _, _} -> forget()
    after
      200 -> :ok
    end
  end
end

[fills, kills] = Enum.map(System.argv(), &String.to_integer/1)
say = fn name, values -> IO.puts(Enum.join([name | values], " ")) end

Bench.Cluster.start()
say.("fill", for(_ <- 1..fills, do: Bench.Cluster.fill()))
say.("counts", Bench.Cluster.counts())
say.("stop", Enum.flat_map(1..kills, fn _ -> Bench.Cluster.kill(System, :stop) end))
say.("halt", Enum.flat_map(1..kills, fn _ -> Bench.Cluster.kill(System, :halt) end))
