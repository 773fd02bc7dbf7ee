package org.springframework.boot;

import java.io.File;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Stands in for Spring Boot, which Debian does not have: the controller runs in Spring MVC on an embedded Tomcat. */
public final class SpringApplication {
    public static void run(Class<?> controller, String... arguments) {
        int port = 0;
        for (String argument : arguments) {
            if (argument.startsWith("--server.port=")) port = Integer.parseInt(argument.substring(14));
        }
        try {
            start(controller, port);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void start(Class<?> controller, int port) throws Exception {
        // Registered one by one: a configuration class would need code generation that Java 17 forbids to this version.
        GenericWebApplicationContext beans = new GenericWebApplicationContext();
        for (Class<?> bean : new Class<?>[] {
            controller, RequestMappingHandlerMapping.class, RequestMappingHandlerAdapter.class
        }) {
            beans.registerBeanDefinition(
                    bean.getName(), new org.springframework.beans.factory.support.RootBeanDefinition(bean));
        }
        File folder = Files.createTempDirectory("tomcat").toFile();
        folder.deleteOnExit();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.getPath());
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", folder.getPath());
        beans.setServletContext(context.getServletContext());
        Tomcat.addServlet(context, "dispatcher", new DispatcherServlet(beans)).setLoadOnStartup(1);
        context.addServletMappingDecoded("/", "dispatcher");
        tomcat.start();
        System.out.println("listening on port " + tomcat.getConnector().getLocalPort());
        tomcat.getServer().await();
    }
}
