using Microsoft.AspNetCore.Mvc.Testing;
using PersonEtl.DatabaseTests.Api;
using PersonEtl.DatabaseTests.Readers;
using Xunit.Abstractions;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>While nights and small passes publish one after another, and hide somebody now and then, 64 readers in SQL, through the API and of Parquet files each see one generation at a time, and none waits for a lock.</summary>
public sealed class MixingTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Persons = 100;
    private const int LookedUp = 30;

    private static readonly int Generations = LongTests.On ? 301 : 11;

    // the API's roles wait whenever they read the table of statuses, so that publications come between the statements of an answer
    private const string Dawdle = """
        create function public.dawdle() returns boolean language sql volatile as 'select true from pg_sleep(0.2)';
        alter table mart.person_status enable row level security;
        create policy dawdle on mart.person_status for select using ((select public.dawdle()))
        """;

    // as autovacuum does in its own time
    private const string Vacuum = "vacuum mart.person, mart.person_name, mart.person_address, mart.change";

    private AlternatingNights? nights;
    private WebApplicationFactory<MartApi.Program>? api;
    private volatile bool ended;

    public async Task InitializeAsync()
    {
        nights = await AlternatingNights.BeginAsync(Persons);
        await nights.At.ExecuteAsync(Dawdle);
        api = ApiServer.Factory(ReadersOf.ConnectionString(nights, pooling: true), nights.At.Folders.Data);
    }

    public async Task DisposeAsync()
    {
        if (api is not null) await api.DisposeAsync();
        await nights!.DisposeAsync();
    }

    [Fact]
    public async Task No_reader_mixes_two_generations_fails_or_waits_for_a_lock()
    {
        var persons = await nights!.At.ListAsync($"select person_id from mart.person where last_name is not null order by 1 limit {LookedUp}");
        (string Kind, int Count, Func<IMartReader> Make)[] kinds =
        [
            ("sql", 24, () => new SqlReader(nights)),
            ("lookup", 24, () => new LookupReader(Client("full-access"), persons)),
            ("changes", 6, () => new ChangeReader(nights, Client("restricted-access"))),
            ("download", 5, () => new DownloadReader(nights, Client("exports-identified"))),
            ("folder", 5, () => new FolderReader(nights)),
        ];
        Assert.Equal(64, kinds.Sum(k => k.Count));
        var watch = new LockWatch(nights);
        var watching = watch.WatchAsync(() => ended);
        var reading = kinds.SelectMany(k => Enumerable.Range(0, k.Count).Select(_ => ReadAsync(k.Kind, k.Make()))).ToList();

        await PublishAsync(reading);

        var seen = await Task.WhenAll(reading);
        await watching;
        Assert.Equal(Enumerable.Range(1, Generations).Select(AlternatingNights.KindOf), await nights.At.ListAsync("select kind from mart.generation order by generation"));
        foreach (var kind in seen.GroupBy(s => s.Kind))
        {
            var generations = kind.SelectMany(s => s.Generations).ToList();
            output.WriteLine($"{kind.Key}: {kind.Count()} readers read {generations.Count} times, {generations.Distinct().Count()} generations of {Generations}");
            // readers that saw few generations would prove little
            Assert.InRange(generations.Distinct().Count(), Generations / 2, Generations);
        }
        output.WriteLine($"looked for waiting readers {watch.Looks} times");
        Assert.InRange(watch.Looks, Generations, int.MaxValue);
        Assert.Empty(watch.Seen);
    }

    private HttpClient Client(string scope)
    {
        var client = api!.CreateClient();
        ReadersOf.Authorize(nights!, client, scope);
        return client;
    }

    /// <summary>Until enough nights are published, or a reader failed.</summary>
    private async Task PublishAsync(List<Task<(string Kind, List<int> Generations)>> reading)
    {
        try
        {
            while (nights!.Generation < Generations && !reading.Any(r => r.IsFaulted))
            {
                await nights.PublishAsync();
                await nights.At.ExecuteAsync(Vacuum);
            }
        }
        finally
        {
            ended = true;
        }
    }

    private async Task<(string Kind, List<int> Generations)> ReadAsync(string kind, IMartReader reader)
    {
        await using var reading = reader;
        var seen = new List<int>();
        while (!ended)
        {
            var generation = await reader.ReadAsync();
            Assert.InRange(generation, seen.LastOrDefault(), Generations);
            seen.Add(generation);
            await ReadersOf.PauseAsync();
        }
        return (kind, seen);
    }
}
