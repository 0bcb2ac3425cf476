using PersonEtl.Etl.World.People;

namespace PersonEtl.Etl.World.Nights;

/// <summary>The instants of the nights: each a day after the one before it, and a reform that begins with its eve goes through with them.</summary>
internal sealed class NightDays(WorldOptions options)
{
    public DateTimeOffset AsOf(int night) => options.AsOf.AddDays(night);

    /// <summary>The day on which all of a night happened: the one before it.</summary>
    public DateOnly Before(int night) => OsloTime.DateOf(AsOf(night)).AddDays(-1);

    /// <summary>What a night is written with: the people are those of the first night, at the stage of the reform that the night has.</summary>
    public WorldOptions Options(int night)
    {
        if (options.Reform is not { Stage: ReformStage.Before } reform) return options;
        var day = OsloTime.DateOf(AsOf(night));
        var stage = day < reform.Day ? ReformStage.Before : day == reform.Day ? ReformStage.Half : ReformStage.After;
        return options with { AsOf = AsOf(night), Reform = reform with { Stage = stage } };
    }

    /// <summary>Whether a reform goes on in that night: KLASS, Matrikkelen and all of FREG come anew.</summary>
    public bool IsReform(int night) => Options(night).Reform?.Stage != Options(night - 1).Reform?.Stage;
}
