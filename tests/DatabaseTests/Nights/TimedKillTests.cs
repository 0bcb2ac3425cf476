using Xunit.Abstractions;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Every kind of pass, killed at points spread over its length and its steps: what was served stays served, and running again ends as if nothing had happened.</summary>
public sealed class TimedKillTests(KilledPasses passes, ITestOutputHelper output) : IClassFixture<KilledPasses>
{
    private const int Short = 3;
    private const int Long = 34;
    private const int MostTries = 20;

    // what makes each of them worth killing
    private static readonly Dictionary<string, HashSet<string>> MustCome = new(StringComparer.Ordinal)
    {
        ["first"] = ["enrich", "publish commit"],
        ["full"] = ["hide commit", "enrich", "publish commit"],
        ["small"] = ["hide commit", "deltas", "publish commit"],
    };

    public static TheoryData<string> Passes => [.. KilledPasses.Names];

    [Theory]
    [MemberData(nameof(Passes))]
    public async Task A_pass_that_is_killed_at_any_moment_leaves_what_is_served_and_ends_undisturbed_when_run_again(string name)
    {
        var pass = await passes.OfAsync(name);
        Assert.Subset(pass.Steps.ToHashSet(StringComparer.Ordinal), MustCome[name]);
        var killed = pass.Steps.ToDictionary(m => m, _ => 0, StringComparer.Ordinal);
        var points = LongTests.On ? Long : Short;

        for (var point = 0; point < points; point++)
        {
            var (moment, share) = pass.PlaceOf((point + 0.5) / points);
            killed[await pass.KillAsync(moment, share)]++;
        }
        // the shortest are over before the kill comes, most times
        for (var tries = 0; LongTests.On && tries < MostTries && killed.ContainsValue(0); tries++)
            killed[await pass.KillAsync(pass.Steps.TakeWhile(m => killed[m] > 0).Count(), 0)]++;

        output.WriteLine($"{name}: {killed.Values.Sum()} kills: {string.Join(", ", killed.Select(k => $"{k.Value} in '{k.Key}'"))}");
        if (LongTests.On) Assert.DoesNotContain(0, killed.Values);
    }
}
