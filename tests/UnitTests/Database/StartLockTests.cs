using System.Globalization;
using PersonEtl.Etl.Database;

namespace PersonEtl.UnitTests.Database;

public sealed class StartLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder.Below("lock");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_lock_names_its_process()
    {
        using var held = await TakeAsync(TimeSpan.Zero);
        Assert.Equal("number " + Environment.ProcessId.ToString(CultureInfo.InvariantCulture), StartLock.Holder(File));
    }

    [Fact]
    public async Task A_second_taker_waits_until_the_first_lets_go()
    {
        var first = await TakeAsync(TimeSpan.Zero);
        var second = TakeAsync(TimeSpan.FromMinutes(1));
        await Task.Delay(150);
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task A_taker_gives_up_after_its_limit_and_names_the_holder()
    {
        using var held = await TakeAsync(TimeSpan.Zero);
        var error = await Assert.ThrowsAsync<NoDatabaseException>(() => TakeAsync(TimeSpan.Zero));
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    private Task<StartLock> TakeAsync(TimeSpan limit) => StartLock.TakeAsync(File, limit, _ => { }, CancellationToken.None);
}
