namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A night of 600 persons in several row groups and parts.</summary>
public sealed class VerifiedNight : IAsyncLifetime
{
    internal Night Night { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Night = await Night.BeginAsync();
        Night.Options = Night.Options with { Export = new(100, 250) };
        await Night.BuildWorldAsync(600, seed: 7);
        await Night.RunAsync();
    }

    public async Task DisposeAsync() => await Night.DisposeAsync();
}
