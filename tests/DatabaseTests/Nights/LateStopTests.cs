using System.Text;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A run that is stopped when its generation is already published.</summary>
public sealed class LateStopTests
{
    [Fact]
    public async Task A_stop_after_the_publication_does_not_make_the_night_a_failed_one()
    {
        await using var night = await Night.BeginAsync();
        await SmallNorway.DeliverAsync(night, """{"identifikasjonsnummer": [{"erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": "01818012345"}]}""");
        using var stop = new CancellationTokenSource();
        await using var writer = new StoppingWriter("publish:", stop);

        var result = await new NightlyRun(night.DataSource, night.Folders, night.Options, TimeProvider.System, new(RunConsole.Open(writer, isTerminal: false))).RunAsync(stop.Token);

        Assert.True(stop.IsCancellationRequested);
        Assert.True(result.Published);
        Assert.Equal(["published|1"], await night.LinesAsync("select outcome, generation from ops.run"));
    }

    /// <summary>Asks for a stop when a text is written.</summary>
    private sealed class StoppingWriter(string at, CancellationTokenSource stop) : TextWriter
    {
        private readonly StringBuilder written = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            written.Append(value);
            if (value == at[^1] && written.ToString().EndsWith(at, StringComparison.Ordinal)) stop.Cancel();
        }
    }
}
