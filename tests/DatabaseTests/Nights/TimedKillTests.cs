using Xunit.Abstractions;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Every kind of pass, killed at points of time spread over its length: what was served stays served, and running again ends as if nothing had happened.</summary>
public sealed class TimedKillTests(KilledPasses passes, ITestOutputHelper output) : IClassFixture<KilledPasses>
{
    private const int Short = 4;
    private const int Long = 100;

    public static TheoryData<string, int, int> Points
    {
        get
        {
            var points = new TheoryData<string, int, int>();
            var count = LongTests.On ? Long : Short;
            foreach (var pass in KilledPasses.Names)
            {
                for (var point = 1; point <= count; point++) points.Add(pass, point, count);
            }
            return points;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_pass_that_is_killed_at_any_moment_leaves_what_is_served_and_ends_undisturbed_when_run_again(string pass, int point, int of)
    {
        var killed = await passes.OfAsync(pass);

        output.WriteLine($"{pass}: killed {await killed.KillAsync((point - 0.5) / of)}");
    }
}
