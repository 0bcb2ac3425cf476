namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Tests that begin after a first night of the persons of <see cref="ChainedPersons"/>.</summary>
public abstract class AfterFirstNight : IAsyncLifetime
{
    private ChainedNights? nights;

    private protected ChainedNights Nights => nights!;

    private protected Night Night => Nights.Night;

    public async Task InitializeAsync()
    {
        nights = await ChainedNights.BeginAsync(ChainedPersons.First, ChainedPersons.Contacts);
        await Night.RunAsync();
    }

    public async Task DisposeAsync() => await Nights.DisposeAsync();
}
