using Microsoft.Extensions.DependencyInjection;
using Olympus.Import.OnlineRetail;

namespace Olympus.Import;

public static class ImportModule
{
    public static IServiceCollection AddImport(this IServiceCollection services) => services.AddSingleton<ImportOnlineRetail>();
}
