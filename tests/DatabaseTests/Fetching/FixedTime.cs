namespace PersonEtl.DatabaseTests.Fetching;

/// <summary>Always shows one instant, which a test chose, but waits as the machine does.</summary>
internal sealed class FixedTime(Func<DateTimeOffset> now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now();
}
