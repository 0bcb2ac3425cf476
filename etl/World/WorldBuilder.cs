using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World.Places;
using PersonEtl.Etl.World.Writing;

namespace PersonEtl.Etl.World;

/// <summary>Writes a synthetic Norway: complete deliveries of all sources into <c>landing</c>, and the right answers beside it.</summary>
internal sealed class WorldBuilder(WorldOptions options)
{
    /// <summary>Writes into <paramref name="outFolder"/>; writing the same world again changes nothing.</summary>
    /// <exception cref="BadInputException">Options that make no world, or another world of that instant in the folder.</exception>
    public async Task<WorldResult> WriteAsync(string outFolder, IProgress<WorldProgress>? progress, CancellationToken cancellationToken)
    {
        Check(options);
        var landing = new Landing(Path.Combine(outFolder, "landing"));
        var work = Path.Combine(outFolder, ".world-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(work);
        try
        {
            progress?.Report(new("land", 0, 1));
            var land = LandBuilder.Build(options);
            progress?.Report(new("land", 1, 1));
            List<Delivery> deliveries = [.. await LandFiles.DeliverAsync(landing, work, land, options, progress, cancellationToken)];
            await using var people = new PeopleFiles(work, land, options, new(options));
            var counts = await people.WriteAsync(progress, cancellationToken);
            progress?.Report(new("deliver", 0, 1));
            deliveries.Add(await DeliverAsync(landing, SourceName.Freg, people.Freg, options.Persons, FregLine.Parts, cancellationToken));
            deliveries.Add(await DeliverAsync(landing, SourceName.Krr, people.Krr, options.Persons, null, cancellationToken));
            var answers = Path.Combine(outFolder, "answers", Answers.FileName);
            Directory.CreateDirectory(Path.GetDirectoryName(answers)!);
            File.Move(people.Answers, answers, overwrite: true);
            progress?.Report(new("deliver", 1, 1));
            return new(
                Path.Combine(outFolder, "landing"), answers, counts.Persons, counts.Persons + counts.Errors + counts.Malformed, counts.Errors, counts.Malformed,
                counts.Residential, counts.Present, counts.Shared, counts.Contacts, land.AddressCount, land.Units.Count, counts.FregBytes,
                deliveries.Sum(d => d.Manifest.Files.Sum(f => f.Bytes)));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <exception cref="BadInputException">Options that make no world.</exception>
    public static void Check(WorldOptions options)
    {
        if (options.Persons is < 1 or > WorldOptions.MostPersons) throw new BadInputException("world-size", $"A world has 1 to {WorldOptions.MostPersons} persons, not {options.Persons}.");
        if (options.Reform is { } reform ? !Reform.Days.Contains(reform.Day) : options.AsOfDate.Year is < 2025 or > 2090) throw new BadInputException("world-as-of", "A world's as-of instant lies in the years 2025 to 2090, after its reforms, or is that of a stage of a reform, of 1 January 2020 or 2024.");
    }

    private Task<Delivery> DeliverAsync(Landing landing, SourceName source, IReadOnlyList<string> files, long? sequence, IReadOnlyList<string>? parts, CancellationToken cancellationToken)
        => landing.DeliverAsync(new(source, DeliveryKind.Full, options.AsOf, null, sequence, parts, []), files, move: true, cancellationToken);
}
