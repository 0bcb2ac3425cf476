namespace PersonEtl.Benchmarks;

/// <summary>Our code beside what it is measured against: a limit it can't pass, or a peer that does the same another way.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Against">What it is measured against.</param>
/// <param name="Items">How many things one pass handles.</param>
/// <param name="Item">What such a thing is.</param>
/// <param name="Ours">One pass of ours.</param>
/// <param name="Theirs">One pass of the other.</param>
internal sealed record Benchmark(string Name, string Against, long Items, string Item, Func<Task> Ours, Func<Task> Theirs)
{
    /// <summary>Puts back what a pass changes; not measured.</summary>
    public Func<Task> Reset { get; init; } = () => Task.CompletedTask;

    /// <summary>Whether all work is this process's own, so that its processor time tells something.</summary>
    public bool IsLocal { get; init; } = true;

    public static Func<Task> Pass(Action work) => () =>
    {
        work();
        return Task.CompletedTask;
    };
}
